// @ts-check
// Runs one Python program in the site's own Python, under Node: the words are the folder of the
// runtime and the program's file; a folder to show to the program as /work may follow.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [runtime, program, shown] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: runtime });
await python.loadPackage("tableside", { messageCallback() {} });
if (shown) {
  python.FS.mkdir("/work");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: shown }, "/work");
}
await python.runPythonAsync(await readFile(program, "utf-8"));
