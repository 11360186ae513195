// @ts-check
// Every drill that is pressed is the pressing screen as it is; what it asks for is in its round.

/** @type {import("./anywidget").Render<Drill>} */
function render(context) {
  return drillScreen(context);
}

export default { render };
