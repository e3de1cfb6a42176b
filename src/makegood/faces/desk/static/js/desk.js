/* What the desk does in the browser beside htmx: keys, tabs, the live list of work, the line. */

const TYPING = "input, textarea, select, [contenteditable]";
const LOOK_MILLISECONDS = 15_000;
const one = (what, within = document) => within.querySelector(what);
const all = (what, within = document) => [...within.querySelectorAll(what)];
const toast = one("#status");

/* What happened to the line stands in one place, and goes away when it holds again. While the
   machine itself is offline that is what is said, whatever else fails because of it. */
const say = (name) => {
  toast.dataset.now = !navigator.onLine && ["lost", "streaming"].includes(name) ? "offline" : name;
  toast.textContent = toast.dataset[toast.dataset.now] ?? "";
};
const mended = () => {
  if (navigator.onLine && ["lost", "offline", "often"].includes(toast.dataset.now)) say("back");
};
window.addEventListener("offline", () => say("offline"));
window.addEventListener("online", () => { mended(); look(); });
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx && !event.detail.ctx.sourceElement?.matches("#live")) say("lost");
});
document.addEventListener("htmx:after:request", mended);
document.addEventListener("signed-out", () => say("left"));
document.addEventListener("broken", () => say("broken"));
document.addEventListener("too-often", () => say("often"));

/* Focus returns to where it was: after a dialog by itself, after an act to what opened it. */
let opener = null;
const open = (dialog) => { if (!dialog.open) dialog.showModal(); };
const find = () => {
  const finder = one("#finder");
  if (!finder) return;
  open(finder);
  one("input", finder).select();
};
const close = () => {
  const act = one("#act");
  if (act?.childElementCount) {
    act.replaceChildren();
    opener?.focus();
    return;
  }
  if (location.pathname === "/desk/") return;
  if (document.referrer.startsWith(`${location.origin}/desk`)) history.back();
  else location.assign("/desk/");
};
addEventListener("pagehide", () => {
  const link = document.activeElement?.closest?.("main a[href]");
  if (link) sessionStorage.setItem(`at ${location.pathname}`, link.getAttribute("href"));
});
const comeBack = () => {
  const was = sessionStorage.getItem(`at ${location.pathname}`);
  sessionStorage.removeItem(`at ${location.pathname}`);
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (was && isBack) all("main a[href]").find((link) => link.getAttribute("href") === was)?.focus();
};

/* `j` and `k` walk the rows of whatever is before one's eyes. */
const walk = (step) => {
  const within = one("dialog[open]") ?? one("main");
  const rows = all(".rows > li a:first-of-type", within).filter((row) => row.checkVisibility());
  const here = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(here + step, 0), rows.length - 1)]?.focus();
};
const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  e: close,
  r: () => { show("talk"); one("[data-key=reply]")?.focus(); },
  t: () => { show("talk"); one("[data-key=take]")?.click(); },
  a: () => { show("talk"); one("[data-key=accept]")?.click(); },
  d: () => one("[data-key=do]")?.click(),
  "?": () => open(one("#keys")),
};
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest(TYPING);
  const isHeld = event.ctrlKey || event.metaKey || event.altKey;
  if ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !isTyping)) {
    event.preventDefault();
    find();
  } else if (event.key === "Enter" && event.ctrlKey && event.target.form) {
    event.target.form.requestSubmit(one("[data-send], button.main", event.target.form));
  } else if (event.target.closest("#finder") && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    walk(event.key === "ArrowDown" ? 1 : -1);
  } else if (!isTyping && !isHeld && keys[event.key] && !(one("dialog[open]") && !"jk".includes(event.key))) {
    event.preventDefault();
    keys[event.key]();
  }
});
one("#finder form")?.addEventListener("submit", (event) => {
  const first = one("#found a");
  if (!first) return;
  event.preventDefault();
  first.click();
});

/* A suggested reply is put where one writes, below what stands there, to be read and sent. */
const accept = () => {
  const [advised, box] = [one("#advised-reply"), one("[data-key=reply]")];
  if (!advised || !box) return;
  box.value = [box.value.trim(), advised.textContent.trim()].filter(Boolean).join("\n\n");
  box.focus();
};

/* The columns of a screen are tabs where there is no room for all of them. */
const show = (part) => {
  const screen = one(".screen");
  if (!screen) return;
  screen.dataset.tab = part;
  for (const tab of all(".tabs button")) tab.setAttribute("aria-pressed", tab.dataset.part === part);
};
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-key=accept]")) accept();
  const tab = event.target.closest(".tabs button");
  if (tab) show(tab.dataset.part);
  if (event.target.closest("[data-find]")) { event.preventDefault(); find(); }
  const act = event.target.closest("[hx-target='#act']");
  if (act) { opener = act; show("can"); }
  if (event.target.closest("[data-close]")) close();
});

/* What a customer has is a part of its own where the page shows one part at a time. */
const toFile = () => { if (location.hash === "#file" && one(".part-past #file")) show("past"); };
addEventListener("hashchange", toFile);
toFile();

/* The list of work: what is new waits behind a bar, so that nothing moves under one's eyes. */
let fresh = null;
const keysOf = (list) => new Set(all("[data-key]", list).map((row) => row.dataset.key));
const bar = document.createElement("button");
bar.type = "button";
bar.className = "news";
const take = () => {
  const old = keysOf(one("#work"));
  one("#work").replaceWith(fresh);
  mark();
  all("[data-key]", fresh).find((row) => !old.has(row.dataset.key))?.querySelector("a").focus();
  fresh = null;
  bar.remove();
};
bar.addEventListener("click", take);
const mark = () => {
  for (const link of all("#work a")) {
    if (link.getAttribute("href") === location.pathname) link.setAttribute("aria-current", "page");
  }
};
const renew = (next) => {
  one("#work").replaceWith(next);
  bar.remove();
  mark();
};
const compare = (next) => {
  const here = one("#work");
  here.dataset.place = next.dataset.place;
  if (!one("[data-key]", here)) { renew(next); return; }
  const [then, now] = [keysOf(here), keysOf(next)];
  for (const row of all("[data-key]", here)) row.classList.toggle("gone", !now.has(row.dataset.key));
  for (const part of all(".part", here)) {
    one("[data-count]", part).textContent = all("[data-key]:not(.gone)", part).length;
  }
  const count = [...now].filter((key) => !then.has(key)).length;
  fresh = count ? next : null;
  bar.textContent = `${count} ${here.dataset.new}`;
  if (count) here.before(bar); else bar.remove();
};
async function look(byMyself = false) {
  const here = one("#work[data-live]");
  if (!here || document.hidden || here.closest(".still")) return;
  try {
    const answer = await fetch(`/desk/work?since=${here.dataset.place}`, { headers: { "HX-Request": "true" } });
    mended();
    if (answer.status === 401) say("left");
    if (answer.status === 429) say("often");
    if (answer.status !== 200) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = document.adoptNode(page.getElementById("work"));
    if (byMyself) renew(next); else compare(next);
  } catch {
    say("lost");
  }
}
setInterval(() => look(), LOOK_MILLISECONDS);
document.addEventListener("visibilitychange", () => look());
/* What one did oneself is no news: the list shows it at once. */
document.addEventListener("acted", () => look(true));

/* Whatever was put in place of something is where one goes on: an outcome, a form, the reply. */
let before = "";
document.addEventListener("htmx:before:swap", (event) => {
  before = document.activeElement?.id ?? "";
  if (event.detail.ctx?.target?.id === "speaking") written = one("#text")?.value ?? "";
});

/* What is written while a reply is on its way stays in the box, and who types elsewhere by then
   goes on there. */
let [sent, written] = ["", ""];
document.addEventListener("htmx:before:request", (event) => {
  if (event.detail.ctx?.target?.id === "speaking") sent = one("#text")?.value ?? "";
});
const goOnSpeaking = () => {
  const box = one("#text");
  if (box && written !== sent) {
    const isNew = !box.value && written.startsWith(sent);
    box.value = isNew ? written.slice(sent.length).trimStart() : written;
  }
  if (!document.activeElement?.matches(TYPING)) (before === "words" ? one("#words") : box)?.focus();
};
document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx?.target;
  const done = one("#act .act[role=status], main > .act[role=status]");
  if (done && !done.dataset.read) {
    done.dataset.read = "yes";
    done.focus();
    const undo = one(".undo");
    setTimeout(() => undo?.remove(), Number(undo?.dataset.seconds ?? 0) * 1000);
  } else if (target?.id === "speaking") {
    goOnSpeaking();
  } else if (target?.id === "act") {
    one("input:not([type=hidden]), select, textarea", target)?.focus();
  } else if (document.activeElement === document.body) {
    (before ? document.getElementById(before) : null)?.focus();
  }
});

/* A list of things has always an empty row more than is written in: the last one filled adds one. */
document.addEventListener("input", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row || row.nextElementSibling?.dataset.row) return;
  const next = row.cloneNode(true);
  const here = row.dataset.row;
  next.dataset.row = Number(here) + 1;
  next.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+$/, Number(here) + 2));
  for (const part of [next, ...all("*", next)]) {
    for (const name of ["id", "for", "aria-describedby", "name", "list"]) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, value.replace(new RegExp(`([.-])${here}(?=[.-])`), `$1${next.dataset.row}`));
    }
    if (part.matches("input, textarea")) part.value = part.defaultValue = "";
    if (part.matches("[aria-invalid]")) part.removeAttribute("aria-invalid");
  }
  for (const fault of all(".fault", next)) fault.remove();
  for (const list of all("select", next)) list.value = "";
  row.after(next);
});

mark();
comeBack();
if (one("#work")?.dataset.place === "-1") look();
