/* A conversation that is open: who else looks, whether the line holds, and where one reads. */
const live = document.getElementById("live");
const beside = document.getElementById("beside");
const said = () => document.getElementById("said");
const isAtEnd = () => !said() || said().scrollHeight - said().scrollTop - said().clientHeight < 60;
const toEnd = () => said()?.scrollTo({ top: said().scrollHeight });
let stays = true;

live.addEventListener("present", (event) => {
  const names = JSON.parse(event.detail.data);
  beside.hidden = names.length === 0;
  const verb = names.length > 1 ? live.dataset.besides : live.dataset.beside;
  beside.textContent = names.length ? `${names.join(", ")} ${verb}` : "";
});
live.addEventListener("htmx:sse:before:connection", (event) => {
  if (event.detail.connection.attempt > 0) say("streaming");
});
live.addEventListener("htmx:sse:error", () => say("streaming"));
live.addEventListener("htmx:sse:after:connection", () => {
  if (toast.dataset.now === "streaming") say("back");
});

/* Who reads what was said before is left there; who is at the end follows. */
document.addEventListener("htmx:before:swap", () => { stays = isAtEnd(); });
document.addEventListener("htmx:after:swap", () => { if (stays) toEnd(); });
toEnd();
