/// <reference types="vitest/globals" />
import { TextInput } from '@mantine/core';
import { userEvent } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { ApiProblem, type FieldFault } from '../../problems/problem.js';
import { FormDialog } from './form-dialog.js';
import { pointerToPath, useServerForm } from './use-server-form.js';

interface DeviceDialogProps {
  readonly send: (values: { code: string; name: string; hours: readonly string[] }) => Promise<unknown>;
  readonly onClose?: () => void;
}

function DeviceDialog({ send, onClose = () => undefined }: DeviceDialogProps) {
  const { form, ...state } = useServerForm({ code: 'FM-1', name: '', hours: ['8'] }, send);
  return (
    <FormDialog title="New device" verb="Add" {...state} onSubmit={state.submit} onClose={onClose}>
      <TextInput label="Code" {...form.getInputProps('code')} />
      <TextInput label="Name" {...form.getInputProps('name')} />
      <TextInput label="Hours" {...form.getInputProps('hours.0')} />
    </FormDialog>
  );
}

const rejectRequest = (...fields: FieldFault[]) =>
  Promise.reject(new ApiProblem({ status: 422, code: 'api.request_invalid', fields }));

describe('a form in a dialog', () => {
  it('sends what was typed', async () => {
    const send = vi.fn(() => Promise.resolve());
    const screen = await renderPortal(<DeviceDialog send={send} />);
    await screen.getByLabelText('Name').fill('North gauge');
    await screen.getByRole('button', { name: 'Add' }).click();
    await eventually(() =>
      expect(send).toHaveBeenCalledWith({ code: 'FM-1', name: 'North gauge', hours: ['8'] }),
    );
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  it('is sent once while the server is busy', async () => {
    const send = vi.fn(() => new Promise(() => undefined));
    const screen = await renderPortal(<DeviceDialog send={send} />);
    await screen.getByRole('button', { name: 'Add' }).click();
    await expect.element(screen.getByRole('button', { name: 'Add' })).toBeDisabled();
    await userEvent.keyboard('{Enter}');
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('shows each error at its field, counts them, and focuses the first', async () => {
    const send = () =>
      rejectRequest(
        { pointer: '/name', code: 'api.day_invalid' },
        { pointer: '/hours/0', code: 'api.id_invalid' },
      );
    const screen = await renderPortal(<DeviceDialog send={send} />);
    await screen.getByRole('button', { name: 'Add' }).click();
    await expect
      .element(screen.getByLabelText('Name'))
      .toHaveAccessibleDescription(text('errors:api.day_invalid'));
    await expect
      .element(screen.getByLabelText('Hours'))
      .toHaveAccessibleDescription(text('errors:api.id_invalid'));
    await expect
      .element(screen.getByRole('alert'))
      .toHaveTextContent(text('form.fieldsNeedYou', { count: 2 }));
    await expect.element(screen.getByLabelText('Code')).toBeValid();
    await expect.element(screen.getByLabelText('Name')).toHaveFocus();
  });

  it('shows an error inside a value at the field that contains it as text', async () => {
    const screen = await renderPortal(
      <DeviceDialog send={() => rejectRequest({ pointer: '/name/en', code: 'api.day_invalid' })} />,
    );
    await screen.getByRole('button', { name: 'Add' }).click();
    await expect
      .element(screen.getByLabelText('Name'))
      .toHaveAccessibleDescription(text('errors:api.day_invalid'));
  });

  it('lists errors of fields that it does not show with the others', async () => {
    const send = () =>
      rejectRequest(
        { pointer: '/name', code: 'api.day_invalid' },
        { pointer: '/siteId', code: 'api.id_invalid' },
      );
    const screen = await renderPortal(<DeviceDialog send={send} />);
    await screen.getByRole('button', { name: 'Add' }).click();
    const alert = screen.getByRole('alert');
    await expect.element(alert).toHaveTextContent(`siteId: ${text('errors:api.id_invalid')}`);
    await expect.element(alert).toHaveTextContent(text('form.fieldsNeedYou', { count: 1 }));
  });

  it('reports an unreachable server, and works after a retry', async () => {
    const send = vi.fn<DeviceDialogProps['send']>();
    send.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce(undefined);
    const screen = await renderPortal(<DeviceDialog send={send} />);
    await screen.getByRole('button', { name: 'Add' }).click();
    await expect.element(screen.getByRole('alert')).toHaveTextContent(text('errors:portal.out_of_reach'));
    await screen.getByRole('button', { name: 'Add' }).click();
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('closes without sending', async () => {
    const [send, close] = [vi.fn(), vi.fn()];
    const screen = await renderPortal(<DeviceDialog send={send} onClose={close} />);
    await screen.getByRole('button', { name: text('action.cancel') }).click();
    await userEvent.keyboard('{Escape}');
    expect(close).toHaveBeenCalledTimes(2);
    expect(send).not.toHaveBeenCalled();
  });
});

describe('a JSON pointer', () => {
  it.each([
    ['/name', 'name'],
    ['#/items/0/unitPrice', 'items.0.unitPrice'],
    ['/a~1b/c~0d', 'a/b.c~d'],
    ['', ''],
  ])('%s is the path %s of a form', (pointer, path) => {
    expect(pointerToPath(pointer)).toBe(path);
  });
});
