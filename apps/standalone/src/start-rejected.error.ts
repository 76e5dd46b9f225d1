/** An error that prevents the start and that the user can fix. Its message is displayed without a stack. */
export class StartRejected extends Error {}
