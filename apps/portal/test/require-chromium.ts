import { findChromium } from '../../../test/support/chromium.js';

/** Fails before the first component test if there is no browser. */
export default function requireChromium(): void {
  findChromium();
}
