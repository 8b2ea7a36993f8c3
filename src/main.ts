import { keepForOffline } from "./offline";
void keepForOffline();
document.body.append("temporary");
