import { Type } from 'class-transformer';
import { IsDefined, IsNotEmpty, IsString, MaxLength, ValidateNested } from 'class-validator';
import { WholeListDto } from '../http/whole-list.js';

export class PushKeysDto {
  /** Public key of the browser in base64url. */
  @IsString()
  @MaxLength(200)
  p256dh: string;

  /** Authentication secret of the subscription: 16 bytes in base64url. */
  @IsString()
  @MaxLength(100)
  auth: string;
}

/** Result of `PushSubscription.toJSON()` in the browser, with a name. */
export class NewPushSubscriptionDto {
  /** Name of the browser and its operating system. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** Address of the browser at its push service, `https://…`. Addresses of private networks are rejected. */
  @IsString()
  @MaxLength(2000)
  endpoint: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => PushKeysDto)
  keys: PushKeysDto;
}

export class PushSubscriptionDto {
  id: string;
  name: string;
  /** SHA-256 of the endpoint, hexadecimal. A browser can use it to recognize its own subscription. */
  endpointHash: string;
  /** Host of the browser's push service. */
  service: string;
  createdAt: Date;
  /** Time at which the push service last accepted a message; null if it has not accepted any message. */
  lastSuccessAt: Date | null;
}

export class PushSubscriptionListDto extends WholeListDto {
  items: PushSubscriptionDto[];
}

export class PushPublicKeyDto {
  /** The installation's public key in base64url, for `applicationServerKey` of `PushManager.subscribe()`. */
  publicKey: string;
}

export class PushTestDto {
  /** Id of the message in the log of messages. */
  deliveryId: string;
}
