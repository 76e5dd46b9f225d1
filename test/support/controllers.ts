import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

type Class = abstract new (...args: never[]) => unknown;

const API = resolve(import.meta.dirname, '../../apps/api/src');

/** Every class exported by a `*.controller.ts` of the api: what exists is found, not listed. */
export async function findControllers(): Promise<Class[]> {
  const files = readdirSync(API, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.controller.ts'));
  const modules = await Promise.all(files.map((path) => import(join(API, path)) as Promise<object>));
  return modules.flatMap((module) => Object.values(module).filter((value): value is Class => typeof value === 'function'));
}
