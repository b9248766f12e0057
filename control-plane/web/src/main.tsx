import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./style/colours.css";
import "./style/base.css";
import "./style/app.css";
import "./style/list.css";
import "./style/agent.css";
import "./style/changes.css";
import "./style/choices.css";
import "./style/images.css";
import "./style/settings.css";
import "./style/forced.css";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(<App />);
}
if ("serviceWorker" in navigator && import.meta.env.PROD) {
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}
