/** Thrown when a stop interrupts the start. Not an error to report. */
export class SupervisionEnded extends Error {}
