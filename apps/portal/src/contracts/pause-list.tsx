import type { Contract } from '../api/types.js';
import { usePauseWords } from './use-pause-words.js';

/** What is agreed about pauses, a sentence each. */
export function PauseList({ pauses }: Pick<Contract, 'pauses'>) {
  const wordsOf = usePauseWords();
  return (
    <ul>
      {pauses.map((pause) => {
        const words = wordsOf(pause);
        return <li key={words}>{words}</li>;
      })}
    </ul>
  );
}
