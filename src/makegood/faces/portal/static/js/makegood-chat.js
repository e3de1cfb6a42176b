/* The chat on any page: this script, and <makegood-chat locale="es" open></makegood-chat>.
Also: server, name, inline, door (begins a chat), ask(words), draft(words), { --accent: purple }. */
{
const HOME = document.currentScript?.src;
const LOCAL = 1e9; // places of what is not sent
const WORDS = {
	talk: ["Chat with us", "Chatee con nosotros", "Discuter avec nous"],
	hint: ["Automated representative. Ask for a person at any time.",
		"Representante automático. Pida una persona cuando quiera.",
		"Conseiller automatique. Demandez une personne à tout moment."],
	you: ["You", "Usted", "Vous"],
	auto: ["{n}, automated", "{n}, automático", "{n}, automatique"],
	write: ["Your message", "Su mensaje", "Votre message"],
	send: ["Send", "Enviar", "Envoyer"],
	sending: ["Sending…", "Enviando…", "Envoi…"],
	sent: ["Sent", "Enviado", "Envoyé"],
	failed: ["Not sent. Your words are kept.", "No se envió. Su texto se conserva.",
		"Non envoyé. Votre texte est gardé."],
	retry: ["Try again", "Reintentar", "Réessayer"],
	busy: ["One moment…", "Un momento…", "Un instant…"],
	person: ["A person, please", "Una persona, por favor", "Une personne, s'il vous plaît"],
	over: ["Start over", "Empezar de nuevo", "Recommencer"],
	save: ["Save chat", "Guardar", "Enregistrer"],
	mail: ["Mail me this chat", "Este chat por correo", "Ce chat par courriel"],
	close: ["Close", "Cerrar", "Fermer"],
	code: ["Your code", "Su código", "Votre code"],
	joined: ["{n} is here now.", "{n} ya está aquí.", "{n} est là."],
	fresh: ["That chat has ended. This is a new one.", "Ese chat terminó. Este es nuevo.",
		"Cette discussion est finie. En voici une autre."],
	lost: ["No connection. Nothing you wrote is lost; we keep trying.",
		"Sin conexión. No se pierde nada; seguimos intentándolo.",
		"Pas de connexion. Rien n'est perdu ; nous réessayons."],
};
const SHEET = new CSSStyleSheet();
SHEET.replaceSync(`
:host{all:initial;color-scheme:light dark;position:fixed;right:16px;bottom:16px;z-index:9999;
font:max(1rem,17px)/1.5 system-ui,sans-serif;color:var(--ink);overflow-wrap:anywhere;
--surface:#ffffff;--raised:#eef1ed;--ink:#17211f;--quiet:#52605d;--line:#d8deda;--edge:#77847f;
--accent:#0b5f5b;--on-accent:#ffffff;--accent-soft:#deedea;--wrong:#a3261b}
@media(prefers-color-scheme:dark){:host{--surface:#19211f;--raised:#232d2a;--ink:#e8eeeb;
--quiet:#a6b3ae;--line:#313c39;--edge:#7b8984;--accent:#7ccfc4;--on-accent:#06231f;
--accent-soft:#1f3935;--wrong:#ff9f90}}
:host([inline]){position:static;display:block;height:100%}
*{box-sizing:border-box;margin:0}.panel[hidden]{display:none}
button,input,textarea{font:inherit;color:inherit;background:var(--surface);min-height:44px;
border:1px solid var(--edge);border-radius:6px;padding:8px 16px}
button{cursor:pointer}:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.plain{border:0;background:none;color:var(--accent);padding:8px 6px;text-decoration:underline}
.panel{display:grid;grid:auto 1fr auto auto/minmax(0,1fr);overflow:hidden;
width:min(26em,100vw - 32px);height:min(42em,100dvh - 32px);background:var(--surface);
border:1px solid var(--line);border-radius:14px}
:host([inline]) .panel{width:100%;height:100%}
header{display:flex;justify-content:space-between;align-items:start;padding:16px 20px;
border-bottom:1px solid var(--line)}
h2{font-size:1em}p{color:var(--quiet)}p,.plain{font-size:.875em}p .plain{font-size:1em}
header button,.write button{flex:none}
.list{position:relative;display:grid;grid:none/minmax(0,1fr);align-content:start;gap:4px;overflow:auto;
padding:8px 20px 16px}article{max-width:90%;justify-self:start}
.who{margin:12px 0 4px}
.text{padding:8px 16px;border-radius:14px;background:var(--raised);white-space:pre-wrap}
.me{justify-self:end}.me .who,.state{text-align:right}.me .text{background:var(--accent-soft)}
.failed .state{color:var(--wrong)}.sent:has(~.it) .state{display:none}
.note{justify-self:center;padding-top:12px}
table{border:1px solid var(--line);border-radius:14px;border-spacing:0;width:100%;margin-top:8px;
padding:4px 16px}th,td{padding:8px 0;font-weight:400;text-align:left}
tr+tr>*{border-top:1px solid var(--line)}
td{padding-left:16px;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.next,.code{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px;align-items:end}
.code input{display:block;width:9em}
header div{display:grid}.status,.status+p{grid-area:2/1}.status{color:var(--ink)}
.status:not(:empty)+p{visibility:hidden}
.write{display:flex;align-items:end;gap:8px;padding:12px 20px 4px;border-top:1px solid var(--line)}
::placeholder{color:var(--quiet);opacity:1}
textarea{field-sizing:content;flex:1;min-width:0;max-height:8em;resize:none;padding:8px 12px}
.foot{display:flex;flex-wrap:wrap;padding:0 14px 4px}
@media(max-width:30em){:host(:not([inline])) .panel{position:fixed;inset:0;width:auto;height:auto}}`);

const make = (tag, set, ...inside) => {
	const made = document.createElement(tag);
	for (const name in set) name in made ? (made[name] = set[name]) : made.setAttribute(name, set[name]);
	made.append(...inside);
	return made;
};
const button = (words, onclick, look = "plain") =>
	make("button", { type: "button", class: look, onclick }, words);

const chat = (host) => {
	const locale = host.getAttribute("locale") || document.documentElement.lang || navigator.language;
	const language = { es: 1, fr: 2 }[locale.slice(0, 2).toLowerCase()] ?? 0;
	const say = {};
	for (const key in WORDS) say[key] = WORDS[key][language];
	const form = (look, act, ...inside) =>
		make("form", { class: look, onsubmit: (event) => (event.preventDefault(), act()) },
			...inside, make("button", { class: "main" }, say.send));
	const base = new URL("/api/v1/conversations/", host.getAttribute("server") || HOME).href;
	const door = host.getAttribute("door") ?? "../conversations";
	const inline = host.hasAttribute("inline");
	let kept, begun, flow, wake, follows, next, seen, mine, people, cursor, newest;
	let line = Promise.resolve();

	const title = make("h2");
	const list = make("div", { class: "list", role: "log", tabIndex: 0, "aria-label": say.talk });
	const status = make("p", { class: "status", role: "status" });
	const input = make("textarea", {
		rows: 1, placeholder: say.write, "aria-label": say.write, oninput: () => keep(),
		onkeydown: (event) => {
			if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
			event.preventDefault();
			submit();
		},
	});
	const tell = (key) => (status.textContent = say[key] ?? "");
	// To the end; what is too long, from its beginning.
	const down = () => (list.scrollTop = list.lastChild?.offsetTop - 8);

	// In this tab alone: for shared machines.
	const keep = (more) => {
		const unsent = [...mine.values()].filter(({ place }) => place >= LOCAL);
		Object.assign(kept, more, { draft: input.value, unsent: unsent.map(({ key, text }) => [key, text]) });
		title.textContent = host.getAttribute("name") || kept.name || say.talk;
		try {
			sessionStorage[base + door] = JSON.stringify(kept);
		} catch {}
	};
	const again = () => (flow?.abort(), wake?.());
	const forget = () => {
		kept = {};
		list.replaceChildren();
		seen = new Set();
		mine = new Map();
		people = {};
		cursor = newest = 0;
		again();
		keep();
	};

	// What stands right is not read twice.
	const put = (node, place) => {
		node.place = place;
		const after = [...list.children].find((one) => one !== node && one.place > place) ?? null;
		if (node.parentNode !== list || node.nextSibling !== after) list.insertBefore(node, after);
		down();
		return node;
	};
	const note = (text, place) => put(make("p", { class: "note" }, text), place);
	const bubble = (look, who, text) => {
		const words = make("div", { class: "text" }, text);
		const node = make("article", { class: look }, make("p", { class: "who" }, who), words);
		return Object.assign(node, { words, text });
	};
	const wrote = (text, key) => {
		const node = bubble("me", say.you, text);
		node.append((node.state = make("p", { class: "state" })));
		mine.set((node.key = key), node);
		next?.remove();
		return put(node, LOCAL + mine.size);
	};
	const mark = (node, look, detail = "") => {
		node.className = `me ${look}`;
		node.state.textContent = `${detail} ${say[look]}`;
		if (look === "failed") node.state.append(button(say.retry, () => send(node)));
	};

	const recall = (unsent) => unsent?.forEach(([key, text]) => mark(wrote(text, key), "failed"));

	// The server has it, less any card number.
	const settle = (node, place, text = node.text) => {
		if (node.place === place && node.text === text) return;
		if (node.text !== text) node.words.textContent = node.text = text;
		mark(node, "sent");
		put(node, place);
		keep();
	};

	const take = ({ sequence, kind, body }) => {
		if (kind === "message_in") {
			const key = body.external_id ?? sequence;
			return settle(mine.get(key) ?? wrote(body.text, key), sequence, body.text);
		}
		if (seen.has(sequence)) return;
		seen.add(sequence);
		if (kind === "said") {
			const who = people[body.by] ?? say.auto.replace("{n}", title.textContent);
			const rows = (body.cards ?? []).flatMap((card) => card.rows);
			const said = bubble("it", who, body.text);
			if (rows[0]) said.append(make("table", {}, ...rows.map(([label, amount]) =>
				make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, amount)))));
			if (sequence > newest) said.append(offer(body));
			put(said, sequence);
		}
		if (kind === "taken_over") note(say.joined.replace("{n}", (people[body.by] = body.name)), sequence);
		newest = Math.max(newest, sequence);
	};

	const offer = ({ quick_replies = [], waits_for }) => {
		const decides = waits_for === "confirm";
		const replies = new Set(decides ? [...quick_replies, say.person] : quick_replies);
		next?.remove();
		next = make("div", { class: "next" },
			...[...replies].map((reply, nth) => saying(reply, decides && !nth ? "main" : "")));
		if (waits_for === "slot:code") {
			const code = make("input", { inputMode: "numeric", autocomplete: "one-time-code", required: true });
			next.append(form("code", () => speak(code.value), make("label", {}, say.code, code)));
			if (host.shadowRoot.activeElement === input && !input.value) setTimeout(() => code.focus());
		}
		return next;
	};

	const speak = (words) => {
		const text = words.trim();
		if (!text) return;
		send(wrote(text, Math.random().toString(36)));
		keep();
		// A phone's keyboard would cover the answer.
		if (!matchMedia("(pointer:coarse)").matches) input.focus();
	};
	const saying = (words, look) => button(words, () => speak(words), look);
	const submit = () => (speak(input.value), (input.value = ""), keep());
	const send = (node) => (mark(node, "sending"), (line = line.then(() => post(node))));
	const post = async (node) => {
		const slow = setTimeout(() => status.textContent || tell("busy"), 300);
		try {
			await begin();
			const { id } = kept;
			const { sequence, replies } = await call(`${id}/messages`,
				{ text: node.text, external_id: node.key });
			if (id !== kept.id) return;
			settle(node, sequence);
			for (const { sequence, ...body } of replies) take({ sequence, kind: "said", body });
		} catch ({ detail }) {
			if (node.place >= LOCAL) mark(node, "failed", detail);
		} finally {
			clearTimeout(slow);
			if (status.textContent === say.busy) tell();
		}
	};

	const call = async (path, body, signal = AbortSignal.timeout(3e4)) => {
		const headers = { "Content-Type": "application/json", "Last-Event-ID": cursor };
		if (kept.token) headers.Authorization = `Bearer ${kept.token}`;
		const answer = await fetch(new URL(path, base), {
			method: body ? "POST" : "GET", headers, signal, body: body && JSON.stringify(body),
		});
		if (answer.ok) return body ? answer.json() : answer;
		if (kept.id && /40[134]/.test(answer.status)) {
			const { unsent } = kept;
			forget();
			note(say.fresh, 0);
			recall(unsent);
		}
		throw await answer.json();
	};

	const begin = () => kept.id || (begun ??= call(door, { channel: "chat", locale })
		.then(({ id, token, company }) => keep({ id, token, name: company }))
		.finally(() => (begun = null)));

	// An EventSource cannot send the token.
	const stream = async () => {
		flow = new AbortController();
		const answer = await call(`${kept.id}/events`, null, flow.signal);
		tell();
		const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
		for (let text = ""; ; ) {
			const silence = setTimeout(() => flow.abort(), 4e4); // one beat is 15 s
			const { done, value } = await reader.read().finally(() => clearTimeout(silence));
			if (done || !host.isConnected) return flow.abort();
			const lines = (text + value).split("\n");
			text = lines.pop();
			for (const found of lines.filter((one) => one.startsWith("data:"))) {
				const event = JSON.parse(found.slice(5));
				take(event);
				cursor = event.sequence;
			}
		}
	};
	const follow = async () => {
		follows = true;
		for (let wait = 1e3; host.isConnected; wait = Math.min(wait * 2, 16e3)) {
			const since = Date.now();
			try {
				await begin();
				await stream();
			} catch ({ name }) {
				if (name === "AbortError") wait = 50;
				else tell("lost");
			}
			if (Date.now() - since > 5e3) wait = 1e3;
			await new Promise((go) => setTimeout((wake = go), wait));
		}
		follows = false;
	};

	const save = () => {
		const name = `${title.textContent} ${kept.id}`;
		const text = `${name}, ${new Date().toLocaleString(locale)}\n\n${list.innerText}\n`;
		const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
		make("a", { href, download: `${name}.txt` }).click();
	};
	const reveal = () => host.setAttribute("open", "");
	const close = () => (host.removeAttribute("open"), launch.focus());
	const launch = button(say.talk, () => (reveal(), input.focus()), "main");
	const panel = make("section", {
		class: "panel", role: inline ? "region" : "dialog", "aria-label": say.talk,
		onkeydown: ({ key }) => void (key === "Escape" && !inline && close()),
	}, make("header", {}, make("div", {}, title, status, make("p", {}, say.hint)),
		...(inline ? [] : [button(say.close, close)])),
	list, form("write", submit, input), make("div", { class: "foot" }, saying(say.person),
		button(say.save, save), saying(say.mail),
		button(say.over, () => confirm(`${say.over}?`) && forget())));
	const root = host.attachShadow({ mode: "open" });
	root.adoptedStyleSheets = [SHEET];
	root.append(launch, panel);

	let found = {};
	try {
		found = JSON.parse(sessionStorage[base + door]);
	} catch {}
	forget();
	input.value = found.draft ?? "";
	recall(found.unsent);
	keep({ id: found.id, token: found.token, name: found.name });
	addEventListener("offline", () => tell("lost"));
	addEventListener("online", again);

	host.show = () => {
		const isOpen = inline || host.hasAttribute("open");
		panel.hidden = !isOpen;
		launch.hidden = isOpen;
		if (isOpen && !follows) follow();
		down();
	};
	host.ask = (words) => (reveal(), speak(words));
	host.draft = (words) => (reveal(), (input.value = words), keep());
};

customElements.define("makegood-chat", class extends HTMLElement {
	static observedAttributes = ["open"];
	connectedCallback() {
		if (!this.show) chat(this);
		this.show();
	}
	attributeChangedCallback() {
		this.show?.();
	}
});
}
