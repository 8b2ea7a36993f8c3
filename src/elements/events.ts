import type { Command } from "prosemirror-state";
import type { Pen } from "../editor/entry-writer";

/** Asks for a command on the open article, on the user's word. Bubbles, also out of shadow roots. */
export class CommandEvent extends Event {
  static readonly type = "tickmark-command";
  constructor(
    /** Makes the command, with the pen its entries are to be signed with. */
    readonly command: (pen: Pen) => Command,
  ) {
    super(CommandEvent.type, { bubbles: true, composed: true });
  }
}

/** Says something to the user that passes by. Bubbles, also out of shadow roots. */
export class NoticeEvent extends Event {
  static readonly type = "tickmark-notice";
  constructor(
    /** A sentence. */
    readonly sentence: string,
    /** What can be done about it, as a button; absent: nothing. */
    readonly action?: { readonly label: string; readonly run: () => void },
  ) {
    super(NoticeEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "tickmark-command": CommandEvent;
    "tickmark-notice": NoticeEvent;
  }
}
