// Starts the console's WebAssembly; kept apart because the page allows no inline script.
import start from "./app.js";

start();
