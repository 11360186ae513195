// @ts-check
/**
 * @typedef {{student: string, request: number, missing: string[], made: string, file: DataView,
 *   status: string, error: string}} HandIn
 */

/** @type {import("./anywidget").Render<HandIn>} */
function render({ model, el }) {
  const scope = cleanup();
  const name = `tableside-student-${Math.random().toString(36).slice(2)}`;
  const student = element("input", { id: name, type: "text", autocomplete: "off", size: 24 });
  const make = element("button", { type: "button", class: "ts-main" }, "Make my hand-in file");
  const open = element("p", { class: "ts-open-questions" });
  const link = element("a", { class: "ts-download", href: "#" });
  const status = element("p", { class: "ts-status", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });
  let address = "";

  function forget() {
    if (address) URL.revokeObjectURL(address);
    address = "";
  }

  function draw() {
    const missing = model.get("missing");
    open.textContent =
      missing.length === 0 ? "Every question has an answer." : `Still open: ${missing.map((title) => `“${title}”`).join(", ")}.`;
    if (document.activeElement !== student) student.value = model.get("student");
    const file = model.get("file");
    const made = model.get("made");
    link.hidden = !made;
    forget();
    if (made && file.byteLength > 0) {
      const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength).slice();
      address = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
      link.href = address;
      link.download = made;
      link.textContent = `Download ${made}`;
    }
    status.textContent = model.get("status");
    error.textContent = model.get("error");
  }

  scope.listen(make, "click", () => {
    model.set("student", student.value);
    model.set("request", model.get("request") + 1);
    model.save_changes();
  });
  scope.watch(model, ["student", "missing", "made", "file", "status", "error"], draw);
  scope.later(forget);
  draw();
  el.append(
    element(
      "div",
      { class: "tableside" },
      element("p", { class: "ts-prompt" }, "Hand in"),
      open,
      element("label", { for: name }, "Your student name, as your school knows it"),
      element("div", { class: "ts-row" }, student, make),
      status,
      link,
      error,
    ),
  );
  return () => scope.run();
}

export default { render };
