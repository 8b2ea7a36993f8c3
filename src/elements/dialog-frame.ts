import { css } from "lit";

/**
 * How large dialogs are laid out: a heading, a body that scrolls, a footer with its buttons; over the
 * whole screen where that is narrow. What a file is dropped on is `.drop`.
 */
export const dialogFrame = css`
  dialog {
    width: min(48rem, 100% - 2rem);
    max-height: min(60rem, 100dvh - 2rem);
    padding: 0;
    overflow: hidden;
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  .body {
    display: grid;
    padding: var(--space-1) var(--space-5) var(--space-5);
    overflow-y: auto;
  }

  footer {
    padding: var(--space-4) var(--space-5);
    border-top: 1px solid var(--hairline);
  }

  footer .row {
    justify-content: end;
  }

  [role="alert"] {
    max-height: 25dvh;
    overflow-y: auto;
  }

  [role="alert"] p {
    margin: 0 0 var(--space-3);
  }

  .drop {
    position: absolute;
    inset: var(--space-3);
    display: grid;
    place-content: center;
    border: 2px dashed var(--accent);
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--raised) 88%, transparent);
    font: 1.5rem var(--text-face);
    pointer-events: none;
  }

  @media (max-width: 40rem) {
    dialog {
      width: 100%;
      max-width: none;
      height: 100dvh;
      max-height: none;
      border: 0;
      border-radius: 0;
    }

    .body {
      flex: 1;
      align-content: start;
    }
  }
`;
