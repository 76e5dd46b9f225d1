import { parentPort } from 'node:worker_threads';

/** A request to run the command of verify-pack.mjs with certain arguments. */
export interface ScriptCall {
  readonly script: string;
  readonly argv: readonly string[];
  readonly call: number;
}

export interface ScriptEnd {
  readonly call: number;
  readonly said: string;
  readonly code: number;
}

interface Script {
  runCommand(argv: readonly string[], print: (line: string) => void): Promise<number>;
}

parentPort!.on('message', ({ script, argv, call }: ScriptCall) => {
  void (async () => {
    const said: string[] = [];
    let code = 2;
    try {
      const { runCommand } = (await import(script)) as Script;
      code = await runCommand(argv, (line) => said.push(line));
    } catch (error) {
      said.push(String(error));
    }
    const end: ScriptEnd = { call, said: said.join('\n'), code };
    parentPort!.postMessage(end);
  })();
});
