/** The start was interrupted by a wish to stop; nothing to tell anybody. */
export class SupervisionEnded extends Error {}
