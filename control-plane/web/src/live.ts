import { Fleet } from "./agents/fleet";
import { Live } from "./api/live";
import { Store } from "./ui/store";

/** What this tab knows of the service. */
export const fleet = new Fleet();
export const connected = new Store(true);
export const live = new Live(fleet, (is) => connected.set(is));
