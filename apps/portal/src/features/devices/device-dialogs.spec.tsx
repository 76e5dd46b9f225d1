/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import type { Device, Limits } from '../../api/types.js';
import { AttributeDialog } from './attributes/attribute-dialog.js';
import { CommandDialog } from './commands/command-dialog.js';
import { IssueDialog } from './credentials/issue-dialog.js';
import { DeviceDialog } from './device-dialog.js';
import { LimitsDialog } from './limits/limits-dialog.js';

const DEVICE = { id: 'd-1', code: 'GW-1', kind: 'gateway' } as Device;
const field = (key: string) => browser.getByLabelText(text(key), { exact: true });
const press = (key: string) => browser.getByRole('button', { name: text(key), exact: true }).click();
const select = async (key: string, option: string) => {
  await browser.getByRole('combobox', { name: text(key), exact: true }).click();
  await browser.getByRole('option', { name: option, exact: true }).click();
};

describe('a command to a device', () => {
  const open = async () => {
    const api = fakeApi({ 'POST /devices/d-1/commands': json({}) });
    const close = vi.fn();
    await renderPortal(<CommandDialog device={DEVICE} onClose={close} />);
    await field('maker:devices.commands.method').fill('restart');
    return { api, close };
  };

  it.each([
    ['', null],
    ['{"delay": 5}', { delay: 5 }],
    ['"now"', 'now'],
  ])('sends the parameters %s as JSON', async (typed, params) => {
    const { api, close } = await open();
    await field('maker:devices.commands.params').fill(typed);
    await press('maker:devices.commands.give');
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({
      method: 'restart',
      params,
      wantsAnswer: true,
      expiresInSeconds: 60,
      reason: '',
    });
  });

  it('is not sent with invalid parameters', async () => {
    const { api } = await open();
    await field('maker:devices.commands.params').fill('{delay: 5');
    await press('maker:devices.commands.give');
    await expect.element(browser.getByText(text('maker:devices.commands.paramsFault'))).toBeVisible();
    expect(api.changes()).toEqual([]);
  });
});

describe('an attribute of a device', () => {
  const open = async () => {
    const api = fakeApi({ 'PATCH /devices/d-1/attributes': json({}) });
    await renderPortal(<AttributeDialog deviceId="d-1" onClose={() => undefined} />);
    return api;
  };

  it('is sent by name, as a number if it is one', async () => {
    const api = await open();
    await field('maker:devices.attributes.name').fill(' interval ');
    await field('maker:devices.attributes.value').fill('30');
    await press('action.save');
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ shared: { interval: 30 } }));
  });

  it.each(['', 'null'])('is not sent with the value "%s", which would delete it', async (value) => {
    const api = await open();
    await field('maker:devices.attributes.value').fill(value);
    await press('action.save');
    await expect.element(field('maker:devices.attributes.name')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field('maker:devices.attributes.value')).toHaveAttribute('aria-invalid', 'true');
    expect(api.changes()).toEqual([]);
  });
});

describe('the credentials of a device', () => {
  const open = async (rotates: boolean) => {
    const api = fakeApi({
      'POST /devices/d-1/credentials': json({ id: 'c-1', password: 'secret' }),
      'POST /devices/d-1/certificates': json({}),
    });
    const [issued, close] = [vi.fn(), vi.fn()];
    await renderPortal(<IssueDialog device={DEVICE} rotates={rotates} onIssued={issued} onClose={close} />);
    return { api, issued, close };
  };

  it('are a password that is shown once, with the selected overlap', async () => {
    const { api, issued } = await open(true);
    await select('maker:devices.overlap', text('maker:devices.overlapHours.24'));
    await press('maker:devices.issue');
    await eventually(() => expect(issued).toHaveBeenCalledWith({ id: 'c-1', password: 'secret' }));
    expect(api.changes()[0]?.body).toEqual({ overlapHours: 24 });
  });

  it('are a certificate, which has no secret', async () => {
    const { api, issued, close } = await open(false);
    await browser.getByText(text('maker:devices.proofKind.certificate'), { exact: true }).click();
    await field('maker:devices.pem').fill('-----BEGIN CERTIFICATE-----');
    await press('maker:devices.addCertificate');
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.path).toBe('/devices/d-1/certificates');
    expect(api.changes()[0]?.body).toEqual({ overlapHours: 168, pem: '-----BEGIN CERTIFICATE-----' });
    expect(issued).not.toHaveBeenCalled();
  });
});

describe('a new device', () => {
  it('belongs to the machine of the page, or as an instrument to a site', async () => {
    const api = fakeApi({
      'GET /sites': page({ id: 'si-1', name: 'Otwock', customer: { id: 'cu-1', name: 'Nowa' } }),
      'POST /devices': 'offline',
    });
    await renderPortal(<DeviceDialog machineId="m-1" onClose={() => undefined} onAdded={() => undefined} />);
    await field('maker:registry.code').fill('GW-2');
    await press('action.save');
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({ code: 'GW-2', kind: 'gateway', machineId: 'm-1' }),
    );
    await select('maker:devices.kindLabel', text('maker:devices.kind.instrument'));
    await select('maker:life.site', 'Otwock, Nowa');
    await press('action.save');
    await eventually(() =>
      expect(api.changes()[1]?.body).toEqual({ code: 'GW-2', kind: 'instrument', siteId: 'si-1' }),
    );
  });
});

describe('the send limits of a device', () => {
  const limits = (messagesPerSecond: number | null) =>
    ({
      model: { id: 'mo-1', name: 'Screw 75' },
      own: { messagesPerSecond, pointsPerSecond: null, payloadBytes: null },
    }) as unknown as Limits;

  it('show and change the numbers of the selected subject', async () => {
    const api = fakeApi({
      'GET /models/mo-1/limits': json(limits(7)),
      'PUT /maker/limits': json({}),
    });
    await renderPortal(
      <LimitsDialog device={DEVICE} ofDevice={limits(5)} ofAll={limits(900)} onClose={() => undefined} />,
    );
    const messages = field('maker:devices.limits.messagesPerSecond');
    await expect.element(messages).toHaveValue('5');
    await select('maker:devices.limits.subject', text('maker:devices.limits.of.model', { name: 'Screw 75' }));
    await expect.element(messages).toHaveValue('7');
    await select('maker:devices.limits.subject', text('maker:devices.limits.of.maker'));
    await expect.element(messages).toHaveValue('900');
    // A payload belongs to one device.
    await expect.element(field('maker:devices.limits.payloadBytes')).not.toBeInTheDocument();
    await messages.fill('');
    await press('action.save');
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({
        messagesPerSecond: null,
        pointsPerSecond: null,
        payloadBytes: null,
      }),
    );
  });
});
