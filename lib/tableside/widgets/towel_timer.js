// @ts-check
// The towel timer is its screen as it is; what it asks for is in its round.

/** @type {import("./anywidget").Render<Drill>} */
function render(context) {
  return towelScreen(context);
}

export default { render };
