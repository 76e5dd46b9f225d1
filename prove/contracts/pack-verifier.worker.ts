import { parentPort } from 'node:worker_threads';

/** Runs a script repeatedly as if started with other arguments, and returns its output and exit code. */
export interface ScriptCall {
  readonly script: string;
  readonly argv: readonly string[];
  /** Number that makes the script a new module for each call. */
  readonly call: number;
}

export interface ScriptEnd {
  readonly call: number;
  readonly said: string;
  readonly code: number;
}

parentPort!.on('message', ({ script, argv, call }: ScriptCall) => {
  void (async () => {
    const said: string[] = [];
    console.log = console.error = (...words: unknown[]) => said.push(words.join(' '));
    process.argv = [process.execPath, script, ...argv];
    process.exitCode = 0;
    try {
      await import(`${script}?call=${call}`);
    } catch (error) {
      said.push(String(error));
      process.exitCode = 2;
    }
    const end: ScriptEnd = { call, said: said.join('\n'), code: Number(process.exitCode) };
    parentPort!.postMessage(end);
  })();
});
