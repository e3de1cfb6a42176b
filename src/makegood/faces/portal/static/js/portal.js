/* A question chosen on the help page is said in the chat. Without this script it leads there. */
addEventListener("click", (event) => {
	const chosen = event.target.closest("[data-ask]");
	const chat = document.querySelector("makegood-chat");
	if (!chosen || !chat.ask) return;
	event.preventDefault();
	chat.scrollIntoView({ block: "nearest" });
	chat.ask(chosen.dataset.ask);
});

/* Words brought along from another page wait in the field; the customer sends them, or not. */
const brought = new URLSearchParams(location.search).get("ask");
if (brought) document.querySelector("makegood-chat").draft?.(brought);
