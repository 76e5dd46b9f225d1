/** Reason not to start that the user can act on. Its message is displayed without a stack. */
export class StartRejected extends Error {}
