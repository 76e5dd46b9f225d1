import { Person } from '../../measure/support/maker.js';
import { packOf } from '../support/issued-documents.js';
import type { ChosenFile } from './counted-person.js';
import { ADA, type OwnWorld } from './own-world.js';
import type { Task } from './task.js';

/** The invoice and its proof pack, as the buyer's auditor received them by email. */
interface Received {
  readonly files: readonly ChosenFile[];
}

export async function receivePack({ product }: OwnWorld): Promise<Received> {
  const ada = new Person(product.portalUrl, ADA);
  await ada.signIn();
  const { items } = await ada.get<{ items: readonly { id: string }[] }>('/invoices?state=issued&limit=1');
  const { id } = items[0]!;
  const { zip } = await packOf(ada, id);
  const pdf = await ada.bytes(`/invoices/${id}/pdf`);
  return {
    files: [
      { name: 'proof.zip', mimeType: 'application/zip', buffer: zip },
      { name: 'invoice.pdf', mimeType: 'application/pdf', buffer: pdf },
    ],
  };
}

/** The page needs no account. The auditor opens it by the address on the invoice. */
export const verifyPack: Task<Received> = {
  name: 'Verify a proof pack in the browser',
  person: 'an auditor without an account',
  maxActions: 4,
  maxSeconds: 10,
  run: async (person, { files }) => {
    const { page } = person;
    await page.goto('/verify');
    await person.arrive(page.getByRole('heading', { level: 1 }));
    await person.chooseFiles(page.getByRole('button', { name: 'Choose file' }), files);
    await person.arrive(page.getByRole('heading', { level: 2, name: 'VERIFIED', exact: true }));
  },
};
