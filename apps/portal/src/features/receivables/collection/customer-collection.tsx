import { LetterHistory } from '../reminders/letter-history.js';
import { CollectionNotes } from './collection-notes.js';
import { PromiseList } from './promise-list.js';

/** Notes about the payment of a customer, the customer's promises, and the letters that were sent. */
export function CustomerCollection({ customerId }: { readonly customerId: string }) {
  return (
    <>
      <CollectionNotes customerId={customerId} />
      <PromiseList customerId={customerId} />
      <LetterHistory customerId={customerId} />
    </>
  );
}
