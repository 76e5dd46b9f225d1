export * from './domain/index.js';
export { PriceIndex } from './entities/price-index.entity.js';
export { IndexLetterMails } from './letters/index-letter-mails.service.js';
export { IndexLetters, type LetterFile } from './letters/index-letters.service.js';
export { type Escalation, EscalationService, type StepInput } from './steps/escalation.service.js';
export { type UpcomingStep, IndexSteps, type StepOutcome } from './steps/index-steps.service.js';
export { type IndexValueView, PriceIndexesService } from './steps/price-indexes.service.js';
export { EscalationModule } from './escalation.module.js';
