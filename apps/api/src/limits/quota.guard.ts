import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { getPrincipal } from '../security/principal.js';
import { QUOTA, type QuotaName, subjectsOf } from './quota.decorator.js';
import { QuotaLedger } from './quota-ledger.js';

/**
 * Rejects a request if the user or the maker has exhausted the quota. A request counts as running until its response
 * has ended.
 */
@Injectable()
export class QuotaGuard implements CanActivate {
  constructor(private readonly ledger: QuotaLedger) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const name = Reflect.getMetadata(QUOTA, context.getHandler()) as QuotaName | undefined;
    if (name === undefined) return true;
    const http = context.switchToHttp();
    const { scope, user } = getPrincipal(http.getRequest<Request>());
    const end = await this.ledger.take(scope.makerId, name, subjectsOf(name, user.id));
    const response = http.getResponse<Response>();
    // The client may have disconnected while the use was being counted.
    if (response.closed) end();
    else response.once('close', end);
    return true;
  }
}
