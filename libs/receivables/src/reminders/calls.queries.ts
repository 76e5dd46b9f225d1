import type { Transaction } from '#platform';

/** A note of the maker's staff about the payment of a customer. */
export interface CollectionNoteView {
  readonly id: string;
  readonly text: string;
  readonly writtenAt: Date;
  readonly writtenBy: string | null;
}

/** A contact with a phone number. */
export interface PersonToCall {
  readonly name: string;
  readonly phone: string;
}

/** The name of a customer, the people to call, and the latest note. */
interface CustomerToCall {
  readonly customerName: string;
  readonly people: readonly PersonToCall[];
  readonly latestNote: CollectionNoteView | null;
}

type LatestNote = Omit<CollectionNoteView, 'writtenAt'> & { readonly writtenAt: string };

/** Returns the people to call by customer. Contacts that receive invoices come first. */
export async function findPeopleToCall(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, CustomerToCall>> {
  const rows: (Omit<CustomerToCall, 'latestNote'> & {
    readonly customerId: string;
    readonly latestNote: LatestNote | null;
  })[] = await tx.manager.query(
    `select cu.id as "customerId", cu.name as "customerName",
            (select coalesce(jsonb_agg(jsonb_build_object('name', c.name, 'phone', c.phone)
                                       order by not c.receives_invoices, c.name, c.id), '[]')
               from contact c
              where c.maker_id = cu.maker_id and c.customer_id = cu.id and c.archived_at is null and c.phone <> '') as people,
            (select jsonb_build_object('id', n.id, 'text', n.text, 'writtenAt', n.written_at, 'writtenBy', n.written_by_name)
               from collection_note n where n.maker_id = cu.maker_id and n.customer_id = cu.id
              order by n.written_at desc, n.id desc limit 1) as "latestNote"
       from customer cu where cu.maker_id = $1 and cu.id = any($2::uuid[])`,
    [tx.scope.makerId, customerIds],
  );
  return new Map(
    rows.map(({ customerId, latestNote, ...customer }) => [
      customerId,
      {
        ...customer,
        latestNote: latestNote && { ...latestNote, writtenAt: new Date(latestNote.writtenAt) },
      },
    ]),
  );
}
