/// <reference types="vitest/globals" />
import { eventually } from '../../../test/eventually.js';
import { renderPortal } from '../../../test/render.js';
import { ApiProblem } from '../../problems/problem.js';
import { ConfirmDialog } from './confirm-dialog.js';

const open = (onConfirm: () => Promise<unknown>, onClose = vi.fn()) =>
  renderPortal(
    <ConfirmDialog open title="Approve 2 invoices" verb="Approve" onConfirm={onConfirm} onClose={onClose}>
      <p>They can be reopened.</p>
    </ConfirmDialog>,
  );

describe('a confirmation dialog', () => {
  it('performs the action once confirmed, then closes', async () => {
    const confirm = vi.fn(() => Promise.resolve());
    const close = vi.fn();
    const screen = await open(confirm, close);
    await expect.element(screen.getByText('They can be reopened.')).toBeVisible();
    expect(confirm).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Approve' }).click();
    expect(confirm).toHaveBeenCalledTimes(1);
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
  });

  it('stays open and shows the error', async () => {
    const close = vi.fn();
    const screen = await open(
      () => Promise.reject(new ApiProblem({ status: 403, code: 'platform.forbidden' })),
      close,
    );
    await screen.getByRole('button', { name: 'Approve' }).click();
    await expect.element(screen.getByRole('alert')).toBeVisible();
    expect(close).not.toHaveBeenCalled();
  });
});
