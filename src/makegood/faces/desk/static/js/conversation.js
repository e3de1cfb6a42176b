/* A conversation that is open: who else looks, whether the line holds. */
const live = document.getElementById("live");
const beside = document.getElementById("beside");
const line = document.getElementById("status");

live.addEventListener("present", (event) => {
  const names = JSON.parse(event.detail.data);
  beside.hidden = names.length === 0;
  beside.textContent = names.length ? `${live.dataset.beside} ${names.join(", ")}` : "";
});
live.addEventListener("htmx:sse:before:connection", (event) => {
  if (event.detail.connection.attempt > 0) line.textContent = live.dataset.lost;
});
live.addEventListener("htmx:sse:error", () => {
  line.textContent = live.dataset.lost;
});
live.addEventListener("htmx:sse:after:connection", () => {
  line.textContent = "";
});
