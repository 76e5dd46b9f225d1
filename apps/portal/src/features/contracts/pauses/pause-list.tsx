import type { Contract } from '../../../api/types.js';
import { Facts } from '../../../ui/layout/facts.js';
import { usePausesOf } from './use-pause-words.js';

/** What is agreed about pauses, and which comes next. */
export function PauseList({ contract }: { readonly contract: Contract }) {
  return <Facts items={usePausesOf(contract)} />;
}
