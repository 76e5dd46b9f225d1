/** The start was interrupted by a stop. Not an error to report. */
export class SupervisionEnded extends Error {}
