/* What the desk does in the browser beside htmx: keys, and saying that the line is down. */

const TYPING = "input, textarea, select, [contenteditable]";

document.addEventListener("alpine:init", () => {
  Alpine.data("desk", () => ({
    /* `/` or Ctrl K finds anything, `j` and `k` walk the rows, `?` shows all keys. */
    press(event) {
      const isFind = event.key === "/" || (event.key === "k" && (event.ctrlKey || event.metaKey));
      if (isFind && !(event.key === "/" && event.target.closest(TYPING))) {
        event.preventDefault();
        document.getElementById("find")?.select();
        document.getElementById("find")?.focus();
        return;
      }
      if (event.key === "Enter" && event.ctrlKey && event.target.form) {
        event.target.form.requestSubmit(event.target.form.querySelector("button.main"));
        return;
      }
      if (event.target.closest(TYPING) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "j" || event.key === "k") this.walk(event.key === "j" ? 1 : -1);
      if (event.key === "r") document.querySelector("[data-key=reply]")?.focus();
      if (event.key === "t") document.querySelector("[data-key=take]")?.click();
      if (event.key === "e") history.back();
      if (event.key === "?") this.$refs.keys.showModal();
    },
    walk(step) {
      const rows = [...document.querySelectorAll("main .rows > li > a, main .rows > li a:first-of-type")];
      const here = rows.indexOf(document.activeElement);
      rows[Math.min(Math.max(here + step, 0), rows.length - 1)]?.focus();
    },
    say(event) {
      const words = document.getElementById("status");
      words.textContent = words.dataset[event.type === "htmx:error" ? "lost" : "none"] ?? "";
    },
    leave() {
      const words = document.getElementById("status");
      words.textContent = words.dataset.left;
    },
  }));
});

/* Whatever an act put in place of its form is where one goes on reading. */
document.addEventListener("htmx:after:swap", () => document.querySelector(".act[role=status]")?.focus());
