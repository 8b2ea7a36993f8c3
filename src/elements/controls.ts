/** How controls look, wherever they stand. Every element with a shadow root takes it in. */
import { css, type CSSResult } from "lit";

/**
 * The shared look of buttons, fields, links, dialogs and disclosures. It styles the plain elements;
 * beside these there are few classes:
 *
 * - buttons: `primary` (the one way on), `quiet` (no frame until touched), `danger` (cannot be undone);
 * - `field`: a label above its control; `row`: things side by side; `muted`, `fault`: kinds of words;
 * - `visually-hidden`: for assistive technology only.
 */
export const controls: CSSResult = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  button {
    min-height: 2.25rem;
    padding: 0 var(--space-4);
    border: 1px solid color-mix(in oklab, var(--edge) 55%, transparent);
    border-radius: var(--radius);
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: 500;
    cursor: pointer;
    transition: background-color var(--quick);
  }

  button:hover {
    background: var(--sunken);
  }

  button.primary {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--paper);
  }

  button.primary:hover {
    background: color-mix(in oklab, var(--ink) 85%, var(--paper));
  }

  button.quiet {
    padding: 0 var(--space-2);
    border-color: transparent;
  }

  button.danger {
    border-color: currentcolor;
    color: var(--danger);
  }

  button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  a {
    color: inherit;
    text-decoration: underline;
    text-decoration-color: var(--edge);
    text-underline-offset: 0.2em;
  }

  a:hover {
    text-decoration-color: currentcolor;
  }

  input:not([type="radio"], [type="checkbox"], [type="file"]),
  textarea,
  select {
    width: 100%;
    min-height: 2.25rem;
    padding: var(--space-1) var(--space-3);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
    color: inherit;
    font: inherit;
  }

  :is(input, textarea, select):focus-visible {
    outline-offset: -1px;
  }

  textarea {
    display: block;
    padding-block: var(--space-2);
    resize: vertical;
  }

  select {
    appearance: none;
    padding-inline-end: var(--space-6);
    background-image:
      linear-gradient(45deg, transparent 50%, var(--muted) 50%),
      linear-gradient(-45deg, transparent 50%, var(--muted) 50%);
    background-position:
      right 1.125rem center,
      right 0.8125rem center;
    background-repeat: no-repeat;
    background-size: 0.3125rem 0.3125rem;
  }

  ::placeholder {
    color: var(--muted);
    font-weight: 400;
    opacity: 1;
  }

  [aria-invalid="true"] {
    border-color: var(--danger) !important;
  }

  input[type="radio"],
  input[type="checkbox"] {
    width: 1.125rem;
    height: 1.125rem;
    margin: 0;
    accent-color: var(--ink);
  }

  .field {
    display: grid;
    gap: var(--space-1);
    align-content: start;
  }

  .field > :first-child:is(label, span),
  legend {
    color: var(--muted);
    font-size: var(--small);
    font-weight: 500;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
  }

  .muted {
    color: var(--muted);
    font-size: var(--small);
  }

  .fault {
    color: var(--danger);
    font-size: var(--small);
  }

  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
  }

  dialog {
    width: min(26rem, 100% - 2rem);
    padding: var(--space-5);
    border: 1px solid var(--hairline);
    border-radius: var(--radius-large);
    background: var(--raised);
    color: var(--ink);
    box-shadow: var(--shadow);
  }

  dialog::backdrop {
    background: var(--veil);
  }

  dialog :is(h1, h2) {
    margin: 0 0 var(--space-3);
    font: 600 1.25rem/1.3 var(--text-face);
    text-wrap: balance;
  }

  summary {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    width: fit-content;
    min-height: 2rem;
    border-radius: var(--radius);
    font-weight: 500;
    cursor: pointer;
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary::before {
    width: 0.4375rem;
    height: 0.4375rem;
    margin-inline: 0.125rem;
    border: solid var(--muted);
    border-width: 0 1.5px 1.5px 0;
    rotate: -45deg;
    content: "";
    transition: rotate var(--quick);
  }

  details[open] > summary::before {
    rotate: 45deg;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    select {
      appearance: auto;
    }
  }
`;

/** Makes controls lower, where many stand close together: on cards, and at the head of an article. */
export const compact: CSSResult = css`
  input:not([type="radio"]),
  select,
  button {
    min-height: 1.875rem;
    padding-block: 0;
  }
`;
