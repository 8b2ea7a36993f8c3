import type { ReactiveController, ReactiveControllerHost } from "lit";

const EVENTS = ["dragenter", "dragover", "dragleave", "drop"] as const;

/** Lets a file be dropped on an element, anywhere in it. Of several files it takes the first. */
export class FileDrop implements ReactiveController {
  /** Whether a file is held over the element. */
  isOver = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly take: (file: File) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of EVENTS) this.host.addEventListener(type, this);
  }

  hostDisconnected(): void {
    for (const type of EVENTS) this.host.removeEventListener(type, this);
  }

  handleEvent(event: DragEvent): void {
    // Words dragged from somewhere are none of ours.
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.isOver = event.type === "dragenter" || event.type === "dragover";
    this.host.requestUpdate();
    const file = event.dataTransfer.files[0];
    if (event.type === "drop" && file) this.take(file);
  }
}
