"""The company's own rules, prices, words and people, read from its handbook and checked."""

from makegood.handbook.articles import Article, ArticleId, Audience, Section
from makegood.handbook.authority import ApprovalRules, Authority, Limit, Profile
from makegood.handbook.catalogue import Catalogue, KnownIssue, Product, ProductKind
from makegood.handbook.changing import (
    Change,
    article_problems,
    article_put,
    phrasing_added,
    put_in,
)
from makegood.handbook.clauses import Clause, Sentence
from makegood.handbook.company import CalendarHours, Company, Department, OpenHours, StaffSeed
from makegood.handbook.dealers import DealerClaimSeed, DealerSeed
from makegood.handbook.figures import Figure, FigureValue, money_text
from makegood.handbook.orders import OrderLineSeed, OrderSeed, ShipmentSeed, TenderSeed
from makegood.handbook.people import AddressSeed, ContactPointSeed, PartySeed, People
from makegood.handbook.prices import Price, Prices, Taxed, TaxRate
from makegood.handbook.problems import HandbookInvalid, NotAccepted, NotInHandbook, Problem
from makegood.handbook.reading import check, load
from makegood.handbook.tables import Row, Table
from makegood.handbook.voice import NoticeVoice, OperationVoice, SlotVoice, Voice
from makegood.handbook.volume import Handbook
from makegood.handbook.watching import Watch, book, book_problems, folder, use_folder

__all__ = [
    "AddressSeed",
    "ApprovalRules",
    "Article",
    "ArticleId",
    "Audience",
    "Authority",
    "CalendarHours",
    "Catalogue",
    "Change",
    "Clause",
    "Company",
    "ContactPointSeed",
    "DealerClaimSeed",
    "DealerSeed",
    "Department",
    "Figure",
    "FigureValue",
    "Handbook",
    "HandbookInvalid",
    "KnownIssue",
    "Limit",
    "NotAccepted",
    "NotInHandbook",
    "NoticeVoice",
    "OpenHours",
    "OperationVoice",
    "OrderLineSeed",
    "OrderSeed",
    "PartySeed",
    "People",
    "Price",
    "Prices",
    "Problem",
    "Product",
    "ProductKind",
    "Profile",
    "Row",
    "Section",
    "Sentence",
    "ShipmentSeed",
    "SlotVoice",
    "StaffSeed",
    "Table",
    "TaxRate",
    "Taxed",
    "TenderSeed",
    "Voice",
    "Watch",
    "article_problems",
    "article_put",
    "book",
    "book_problems",
    "check",
    "folder",
    "load",
    "money_text",
    "phrasing_added",
    "put_in",
    "use_folder",
]
