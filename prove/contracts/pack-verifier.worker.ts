import { parentPort } from 'node:worker_threads';

/** A request to run a script with certain arguments. The script can be run repeatedly. */
export interface ScriptCall {
  readonly script: string;
  readonly argv: readonly string[];
  /** Number of the call, which makes the script a new module for each call. */
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
