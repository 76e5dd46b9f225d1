/// <reference types="vitest/globals" />
import type { Socket } from 'socket.io-client';
import type { ReactNode } from 'react';
import { fakeApi, json } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { type LivePatch, SocketProvider, useLostSince } from '../../../api/realtime.js';
import type { Live, LiveValue } from '../../../api/types.js';
import { newestAt, useLive } from './use-live.js';

const value = (change: Partial<LiveValue>): LiveValue => ({
  at: '2026-11-25T08:00:00Z',
  decimals: 1,
  device: { id: 'd-1', code: 'FM-1' },
  kind: 'gauge',
  quality: 0,
  unit: 'bar',
  value: 7,
  ...change,
});
const LIVE: Live = {
  connected: false,
  lastSeenAt: '2026-11-25T08:00:00Z',
  silentSince: '2026-11-25T08:05:00Z',
  values: {
    pressure: value({}),
    flow: value({ device: { id: 'd-2', code: 'FM-2' }, at: '2026-11-25T07:00:00Z' }),
  },
};

/** A fake socket that records what the page sends and can send messages to the page. */
function fakeSocket() {
  const listeners = new Map<string, Set<(content: unknown) => void>>();
  const sent: { readonly event: string; readonly content: unknown }[] = [];
  const socket = {
    connected: true,
    on: (event: string, listener: (content: unknown) => void) => {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    off: (event: string, listener: (content: unknown) => void) => void listeners.get(event)?.delete(listener),
    emit: (event: string, content: unknown) => void sent.push({ event, content }),
  };
  return {
    socket: socket as unknown as Socket,
    sent,
    receive: (event: string, content?: unknown) =>
      listeners.get(event)?.forEach((listener) => listener(content)),
  };
}

function Shown() {
  const { data } = useLive('m-1');
  const lost = useLostSince();
  return (
    <dl>
      <dd data-testid="pressure">{String(data?.values['pressure']?.value)}</dd>
      <dd data-testid="quality">{String(data?.values['pressure']?.quality)}</dd>
      <dd data-testid="connected">{String(data?.connected)}</dd>
      <dd data-testid="lost">{String(lost !== undefined)}</dd>
    </dl>
  );
}

const watching = async () => {
  const api = fakeApi({ 'GET /machines/m-1/live': json(LIVE) });
  const fake = fakeSocket();
  const inSocket = (children: ReactNode) => <SocketProvider value={fake.socket}>{children}</SocketProvider>;
  const screen = await renderPortal(inSocket(<Shown />));
  await expect.element(screen.getByTestId('pressure')).toHaveTextContent('7');
  const push = (change: Partial<LivePatch>) =>
    fake.receive('live', {
      patches: [{ machineId: 'm-1', deviceId: 'd-1', at: '2026-11-25T08:10:00Z', values: {}, ...change }],
    });
  return { api, ...fake, screen, push };
};

describe('live values of a machine', () => {
  it('are requested once and then patched', async () => {
    const { api, screen, push } = await watching();
    push({ values: { pressure: 7.5 } });
    await expect.element(screen.getByTestId('pressure')).toHaveTextContent('7.5');
    await expect.element(screen.getByTestId('connected')).toHaveTextContent('true');
    expect(api.requests).toHaveLength(1);
  });

  it('ignore older values and values of another machine', async () => {
    const { screen, push } = await watching();
    push({ at: '2026-11-25T07:59:00Z', values: { pressure: 1 } });
    push({ machineId: 'm-2', values: { pressure: 2 } });
    push({ values: { unknown: 3 } });
    push({ values: { pressure: 8 } });
    await expect.element(screen.getByTestId('pressure')).toHaveTextContent('8');
  });

  it('keep their value when they become stale, and are marked as stale', async () => {
    const { screen, push } = await watching();
    push({ values: { pressure: null }, qualities: { pressure: 3 } });
    await expect.element(screen.getByTestId('quality')).toHaveTextContent('3');
    await expect.element(screen.getByTestId('pressure')).toHaveTextContent('7');
  });

  it('are watched from the newest known time, again after a reconnect, and only while shown', async () => {
    const { sent, receive, screen } = await watching();
    receive('disconnect');
    await expect.element(screen.getByTestId('lost')).toHaveTextContent('true');
    receive('connect');
    await expect.element(screen.getByTestId('lost')).toHaveTextContent('false');
    expect(sent.at(-1)).toEqual({
      event: 'watch',
      content: { machineId: 'm-1', known: { 'd-1': '2026-11-25T08:00:00Z', 'd-2': '2026-11-25T07:00:00Z' } },
    });
    await screen.unmount();
    expect(sent.at(-1)).toEqual({ event: 'unwatch', content: { machineId: 'm-1' } });
  });
});

describe('the newest value time', () => {
  it('is the latest of any device, and undefined without values', () => {
    expect(newestAt(LIVE)).toBe('2026-11-25T08:00:00Z');
    expect(newestAt({ ...LIVE, values: {} })).toBeUndefined();
    expect(newestAt(undefined)).toBeUndefined();
  });
});
