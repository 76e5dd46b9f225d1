import { spawn } from 'node:child_process';
import { findRoot } from './support/product.js';

/** Runs vitest as `npm test` does, on a machine where the browser is not installed. */
function runWithoutBrowser(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    cwd: findRoot(),
    env: { ...process.env, CHROMIUM: '/not/installed', NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

describe('without Chromium', () => {
  it('npm test runs, because its suites need no browser', async () => {
    const { code, output } = await runWithoutBrowser(
      '--project=domain',
      'libs/platform/src/domain/money.spec.ts',
    );
    expect([code, output]).toEqual([0, expect.stringContaining('passed')]);
  });

  it('component tests fail with what to do', async () => {
    const { code, output } = await runWithoutBrowser('--project=components', 'filter-bar');
    expect([code, output]).toEqual([1, expect.stringContaining('Install the package chromium')]);
  });
});
