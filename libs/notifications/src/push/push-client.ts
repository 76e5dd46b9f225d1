import webPush from 'web-push';
import type { OutgoingClient, OutgoingResponse } from '../outgoing/outgoing-client.js';
import type { BrowserSubscription } from './browser-subscription.js';
import type { PushPayload } from './compose-push.js';
import type { VapidKeys } from './vapid-keys.js';

/** Time for which a push service keeps a message for a browser that is offline. */
const TTL_SECONDS = 24 * 3600;

/** Encrypts messages for browsers (RFC 8291) and posts them to the browsers' push services. */
export class PushClient {
  private readonly subject: string;

  /** @param publicUrl the portal's base URL, by which push services contact the operator if there is a problem */
  constructor(
    private readonly client: OutgoingClient,
    private readonly keys: VapidKeys,
    publicUrl: string,
  ) {
    // Push services accept only these two kinds of subjects.
    this.subject = publicUrl.startsWith('https:')
      ? publicUrl
      : `mailto:notifications@${new URL(publicUrl).hostname}`;
  }

  /**
   * Never throws because of the push service; returns every failure as a result.
   * @param id id of the message, the same for all attempts: a push service replaces an earlier attempt that it has kept
   */
  async post(
    subscription: BrowserSubscription,
    payload: PushPayload,
    { id, urgent }: { readonly id: string; readonly urgent: boolean },
  ): Promise<OutgoingResponse> {
    const { publicKey, privateKey } = await this.keys.get();
    const { endpoint, headers, body } = webPush.generateRequestDetails(
      subscription,
      JSON.stringify(payload),
      {
        vapidDetails: { subject: this.subject, publicKey, privateKey },
        TTL: TTL_SECONDS,
        urgency: urgent ? 'high' : 'normal',
        // A topic has at most 32 characters.
        topic: id.replaceAll('-', ''),
        contentEncoding: 'aes128gcm',
      },
    );
    // The client sends the message itself, because the library would also connect to private addresses.
    return this.client.post(endpoint, toText(headers), body);
  }
}

function toText(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
