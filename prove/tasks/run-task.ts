import type { Page } from 'playwright-core';
import { describePage } from '../../test/support/browser.js';
import { CountedPerson, type Effort } from './counted-person.js';
import type { Task } from './task.js';

export interface DoneTask extends Effort {
  readonly name: string;
  readonly person: string;
  readonly maxActions: number;
  readonly maxSeconds: number;
  readonly seconds: number;
}

/** @throws Error with the text of the page if the task can't be done */
export async function runTask<World>(task: Task<World>, page: Page, world: World): Promise<DoneTask> {
  const person = new CountedPerson(page);
  const from = performance.now();
  try {
    await task.run(person, world);
  } catch (error) {
    throw new Error(`${task.name}: the page shows ${await describePage(page)}`, { cause: error });
  }
  const { name, person: who, maxActions, maxSeconds } = task;
  const seconds = (performance.now() - from) / 1_000;
  return { name, person: who, maxActions, maxSeconds, seconds, ...person.effort };
}
