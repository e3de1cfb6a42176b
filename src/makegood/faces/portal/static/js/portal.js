/* A question chosen on the help page is said in the chat. Without this script it leads there. */
addEventListener("click", (event) => {
	const chosen = event.target.closest("[data-ask]");
	const chat = document.querySelector("makegood-chat");
	if (!chosen || !chat.ask) return;
	event.preventDefault();
	chat.scrollIntoView({ block: "nearest" });
	chat.ask(chosen.dataset.ask);
});
