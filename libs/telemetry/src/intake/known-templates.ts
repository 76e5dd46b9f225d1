import { MessageTemplate, type ReadMessage } from '../domain/messages/message-template.js';
import type { NativeMessage } from '../domain/messages/native-format.js';
import type { Shape } from '../domain/readings/shape.js';
import type { KnownDevice } from './device-directory.js';

/**
 * Maximum number of templates per device. A machine switches between a few states, and each needs a separate template.
 */
const MAX_PER_DEVICE = 6;
/** Maximum number of templates for all devices. Machines of the same model share templates. */
const MAX_TOTAL = 10_000;

interface DeviceTemplates {
  /** Device data with which the templates were validated. */
  device: KnownDevice;
  /** Templates, most recently matched first. */
  readonly templates: MessageTemplate[];
}

/** Templates of valid messages by device. */
export class KnownTemplates {
  private readonly byDevice = new Map<number, DeviceTemplates>();
  private bySkeleton = new Map<string, MessageTemplate>();

  /** Reads a payload with a template of its device. @returns the matching template */
  find(device: KnownDevice, payload: Uint8Array, into: ReadMessage): MessageTemplate | undefined {
    const known = this.byDevice.get(device.deviceKey);
    if (!known || !this.isCurrent(known, device)) return undefined;
    const { templates } = known;
    for (let i = 0; i < templates.length; i++) {
      const template = templates[i]!;
      if (!template.read(payload, into)) continue;
      if (i > 0) {
        templates.splice(i, 1);
        templates.unshift(template);
      }
      return template;
    }
    return undefined;
  }

  /**
   * Creates a template from a valid message. A message with signals that aren't defined gets no template, because it
   * must be checked each time.
   */
  learn(device: KnownDevice, message: NativeMessage, shape: Shape): void {
    if (message.timeMs === null || message.seq === null || !isDescribed(shape, device)) return;
    const template = this.shared(message.text, shape);
    if (!template) return;
    const known = this.byDevice.get(device.deviceKey);
    if (known && this.isCurrent(known, device)) {
      known.templates.unshift(template);
      known.templates.length = Math.min(known.templates.length, MAX_PER_DEVICE);
    } else this.byDevice.set(device.deviceKey, { device, templates: [template] });
  }

  private shared(text: string, shape: Shape): MessageTemplate | undefined {
    const made = MessageTemplate.of(text, shape);
    if (!made) return undefined;
    const known = this.bySkeleton.get(made.skeleton);
    if (known) return known;
    if (this.bySkeleton.size >= MAX_TOTAL) this.bySkeleton = new Map();
    this.bySkeleton.set(made.skeleton, made);
    return made;
  }

  /**
   * Returns true when the templates are valid for the device's data. The directory creates a new object at each
   * refresh, when the device's signals may have changed.
   */
  private isCurrent(known: DeviceTemplates, device: KnownDevice): boolean {
    if (known.device === device) return true;
    if (!known.templates.every(({ shape }) => isDescribed(shape, device))) {
      this.byDevice.delete(device.deviceKey);
      return false;
    }
    known.device = device;
    return true;
  }
}

function isDescribed({ keys, constants }: Shape, { signals, numeric }: KnownDevice): boolean {
  return keys.every((key, i) => signals.has(key) && !(typeof constants[i] === 'string' && numeric.has(key)));
}
