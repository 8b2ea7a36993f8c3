import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ChangeEvent, SaveStateEvent, type Session } from "../editor/session";

/** Redraws an element whenever its article changes, and while it is in the page only. */
export class SessionController implements ReactiveController {
  constructor(
    private readonly host: ReactiveControllerHost & { readonly session: Session },
    /** Called first, for what must happen at once. */
    private readonly onChange?: (event: ChangeEvent) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.session.addEventListener(ChangeEvent.type, this.hear);
    this.host.session.addEventListener(SaveStateEvent.type, this.hear);
  }

  hostDisconnected(): void {
    this.host.session.removeEventListener(ChangeEvent.type, this.hear);
    this.host.session.removeEventListener(SaveStateEvent.type, this.hear);
  }

  private readonly hear = (event: Event): void => {
    if (event instanceof ChangeEvent) this.onChange?.(event);
    this.host.requestUpdate();
  };
}
