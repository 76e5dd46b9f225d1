/**
 * Whether a browser can receive push messages: `unsupported`, `blocked` by the user, or `possible`, in which case it
 * may still ask the user for permission.
 */
export type PushAbility = 'unsupported' | 'blocked' | 'possible';

/** Details that the server needs to send messages to this browser. */
export interface SubscribedBrowser {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** Push subscription of this browser. */
export interface PushBrowser {
  readonly ability: () => PushAbility;
  /**
   * Returns the SHA-256 of this browser's endpoint in hexadecimal, by which the server identifies it; undefined without
   * a subscription.
   */
  readonly findHash: () => Promise<string | undefined>;
  /**
   * Asks the user for permission, and subscribes.
   * @returns undefined if the user has not given permission
   */
  readonly subscribe: (publicKey: string, userId: string) => Promise<SubscribedBrowser | undefined>;
  readonly unsubscribe: () => Promise<void>;
}

const WORKER = '/push-worker.js';
const OWNER = 'dutycycle.push-user';

/** The browser that shows this page. */
export const THIS_BROWSER: PushBrowser = {
  ability: () => {
    const isSupported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
    if (!isSupported) return 'unsupported';
    return Notification.permission === 'denied' ? 'blocked' : 'possible';
  },
  findHash: async () => {
    const subscription = await findSubscription();
    return subscription === null ? undefined : hash(subscription.endpoint);
  },
  subscribe: async (publicKey, userId) => {
    if ((await Notification.requestPermission()) !== 'granted') return undefined;
    await navigator.serviceWorker.register(WORKER);
    const { pushManager } = await navigator.serviceWorker.ready;
    const earlier = await pushManager.getSubscription();
    // A subscription of another user would still deliver that user's messages to this browser.
    if (earlier !== null && !(isFor(earlier, publicKey) && localStorage.getItem(OWNER) === userId))
      await earlier.unsubscribe();
    const subscription = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: publicKey,
    });
    localStorage.setItem(OWNER, userId);
    const { endpoint, keys } = subscription.toJSON();
    return { endpoint: endpoint ?? '', keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' } };
  },
  unsubscribe: async () => {
    await (await findSubscription())?.unsubscribe();
  },
};

async function findSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

function isFor({ options }: PushSubscription, publicKey: string): boolean {
  const key = options.applicationServerKey;
  if (key === null) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === publicKey;
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
