/** A reason not to start that the person at the terminal can act on: its message is shown without a stack. */
export class StartRefused extends Error {}
