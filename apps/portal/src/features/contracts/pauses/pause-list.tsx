import type { Contract } from '../../../api/types.js';
import { Facts } from '../../../ui/layout/facts.js';
import { usePausesOf } from './use-pause-words.js';

/** Agreed pauses, and the next one. */
export function PauseList({ contract }: { readonly contract: Contract }) {
  return <Facts items={usePausesOf(contract)} />;
}
