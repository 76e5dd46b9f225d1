/**
 * The API's types under the names that the portal uses. All come from `schema.gen.ts`, which is generated from the
 * API's description. Only lists and fields shared by several types are declared by hand.
 */
import type { components } from './schema.gen.js';

type Schemas = components['schemas'];

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | null;
}

/** An exact decimal number as a string. */
export type Decimal = string;
export type Amount = Schemas['AmountDto'];

export type Session = Schemas['SessionDto'];
export type DemoPerson = Schemas['DemoPersonDto'];
export type SetupChecklist = Schemas['SetupChecklistDto'];
export type SetupStep = Schemas['SetupStepDto'];
export type ModelTemplate = Schemas['ModelTemplateDto'];
export type Dispute = Schemas['DisputeDto'];
export type DisputeDetail = Schemas['DisputeDetailDto'];
export type InvoiceDisputes = Schemas['InvoiceDisputesDto'];
export type Revenue = Schemas['RevenueDto'];
export type RevenueMonth = Schemas['RevenueMonthDto'];
export type RevenueDocument = Schemas['RevenueDocumentDto'];
export type RecurringSum = Schemas['RecurringSumDto'];
export type Margin = Schemas['MarginDto'];
export type MarginRow = Schemas['MarginRowDto'];
export type ContractRevenue = Schemas['ContractRevenueDto'];
export type BookEntry = Schemas['BookEntryDto'];
export type PriceBookRow = Schemas['PriceBookRowDto'];
export type PriceBook = Schemas['PriceBookDto'];
export type PriceBookContent = Schemas['PriceBookVersionContentDto'];
export type PriceBookFile = Schemas['PriceBookFilePreviewDto'];
export type ComingStep = Schemas['ComingStepDto'];
export type StepOutcome = Schemas['StepOutcomeDto'];
export type IndexClause = Schemas['IndexClauseDto'];
export type Escalation = Schemas['EscalationDto'];
export type PriceIndex = Schemas['PriceIndexDto'];
export type CostGap = Schemas['CostGapDto'];
export type Cost = Schemas['CostDto'];
export type CostImportPreview = Schemas['CostImportPreviewDto'];
export type Role = Session['membership']['role'];
export type Member = Schemas['MemberDto'];
export type ApiKey = Schemas['ApiKeyDto'];
export type Notification = Schemas['NotificationDto'];
export type NotificationPreferences = Schemas['NotificationPreferencesDto'];
export type TypePreference = Schemas['TypePreferenceDto'];
export type MailTimes = Schemas['MailTimesDto'];
export type NotificationDelivery = Schemas['NotificationDeliveryDto'];
export type PushSubscription = Schemas['PushSubscriptionDto'];
export type EscalationOfType = Schemas['EscalationOfTypeDto'];
export type WebhookEndpoint = Schemas['WebhookEndpointDto'];
export type WebhookDelivery = Schemas['WebhookDeliveryDto'];
export type AuditEntry = Schemas['AuditEntryDto'];
export type Hub = Schemas['HubDto'];
export type Partner = Schemas['PartnerDto'];
export type LegalEntity = Schemas['LegalEntityDto'];

export type Exit = Schemas['ExitDto'];
export type ExitAgreement = Schemas['ExitAgreementDto'];
export type InvoiceTerms = Schemas['InvoiceTermsDto'];
export type Pause = Schemas['PauseDto'];
export type DetectedDowntimes = Schemas['DetectedDowntimeListDto'];
export type DetectedDowntime = Schemas['DetectedDowntimeDto'];
export type ContractDowntime = Schemas['ContractDowntimeDto'];
export type PerformanceTerm = Schemas['PerformanceTermDto'];
export type Termination = Schemas['TerminationDto'];
export type ExitPrice = Schemas['ExitPriceDto'];
export type AcceptanceStatus = Schemas['AcceptanceStatusDto'];
export type Amendment = Schemas['AmendmentDto'];
export type AmendmentInput = Schemas['AmendmentInputDto'];
export type AmendmentPreview = Schemas['AmendmentPreviewDto'];
export type PrepaidBalance = Schemas['PrepaidBalanceDto'];
export type ContractMigration = Schemas['ContractMigrationDto'];
export type ContractMigrationInput = Schemas['ContractMigrationInputDto'];
export type MigrationRequirements = Schemas['MigrationRequirementsDto'];
export type Customer = Schemas['CustomerDto'];
export type Site = Schemas['SiteDto'];
export type Contact = Schemas['ContactDto'];
export type Overview = Schemas['OverviewDto'];
export type FeedEvent = Schemas['FeedEventDto'];
export type DocumentEntry = Schemas['DocumentEntryDto'];
export type Model = Schemas['ModelDto'];
export type ModelMeter = Schemas['ModelMeterDto'];
export type ProposedMeter = Schemas['ProposedMeterDto'];
export type ModelSignal = Schemas['SignalDto'];
export type Device = Schemas['DeviceDto'];
export type DeviceCredential = Schemas['CredentialDto'];
export type IssuedCredential = Schemas['IssuedCredentialDto'];
export type Limits = Schemas['LimitsDto'];
export type DeviceAttribute = Schemas['DeviceAttributeDto'];
export type DeviceCommand = Schemas['CommandDto'];
export type CertificateAuthority = Schemas['CertificateAuthorityDto'];

export type Retention = Schemas['RetentionDto'];
export type RetentionRule = Schemas['RetentionRuleDto'];
export type RetentionPreview = Schemas['RetentionPreviewDto'];
export type ReadingHold = Schemas['ReadingHoldDto'];

export type MachineRow = Schemas['MachineRowDto'];
export type Machine = Schemas['MachineDto'];
export type MachineDuty = MachineRow['state'];
export type Attention = Schemas['AttentionDto'];
export type Component = Schemas['ComponentDto'];
export type Placement = Schemas['PlacementDto'];
export type DutyPart = Schemas['DutySegmentDto'];
export type Signal = Schemas['MachineSignalDto'];
export type SignalLimits = Schemas['SignalLimitsDto'];
export type FleetSummary = Schemas['FleetSummaryDto'];
export type Today = Schemas['TodayDto'];
export type FoundObject = Schemas['FoundObjectDto'];
export type SilentMachine = Schemas['SilentMachineDto'];

export type ImportPreviewAnswer = Schemas['ImportPreviewDto'];
export type ImportDone = Schemas['ImportedDto'];

export type Flow = Schemas['FlowDto'];
export type FlowStep = Schemas['FlowStepDto'];
export type FlowDevice = Schemas['FlowDeviceDto'];
export type DeviceGaps = Schemas['DeviceGapsDto'];
export type DeviceClock = Schemas['DeviceClockDto'];
export type DeviceVolume = Schemas['DeviceVolumeDto'];
export type DeviceBudget = Schemas['DeviceBudgetDto'];
export type StoredForm = Schemas['StoredFormDto'];
export type QuarantineReason = Schemas['QuarantineReasonDto'];

export type ExportSchedule = Schemas['ExportScheduleDto'];
export type ExportJob = Schemas['ExportJobDto'];
export type ExportRun = Schemas['ExportRunDto'];
export type ProofPack = Schemas['ProofPackDto'];

export type HistoryImport = Schemas['HistoryImportDto'];
export type HistoryImportDetail = Schemas['HistoryImportDetailDto'];
export type HistoryPlan = Schemas['HistoryPlanDto'];
export type HistoryPreview = Schemas['HistoryPreviewDto'];

export type Live = Schemas['LiveDto'];
export type LiveValue = Schemas['LiveValueDto'];

/**
 * History of a signal. Each point has the start of its bucket in epoch ms, followed by the requested aggregates, by
 * default the minimum, mean, maximum and last value.
 */
export type HistorySeries = Schemas['HistorySeriesDto'];
export type History = Schemas['HistoryDto'];
export type MachineHistory = Schemas['MachineHistoryDto'];
export type QuarantineEntry = Schemas['QuarantineEntryDto'];
export type UnknownSignal = Schemas['UnknownSignalDto'];

export type Alarm = Schemas['AlarmDto'];
export type AlarmRule = Schemas['AlarmRuleDto'];
export type Severity = Alarm['severity'];

export type TicketRow = Schemas['TicketRowDto'];
export type TicketState = TicketRow['state'];
export type Ticket = Schemas['TicketDto'];
export type Evidence = Schemas['EvidenceDto'];
export type Candidate = Schemas['CandidateDto'];
export type TechnicianRow = Schemas['TechnicianDto'];
export type Certificate = TechnicianRow['certificates'][number];
/** A visit: technician, time, ticket, site and parts. For customers, the technician has a name but no ID. */
export type Visit = Schemas['VisitDto'];

export type Part = Schemas['PartDto'];
export type Depot = Schemas['DepotDto'];
export type StockRow = Schemas['StockDto'];
export type KitDelivery = Schemas['KitDeliveryDto'];

export type Plan = Schemas['PlanDto'];
export type OfferedPlan = Schemas['PlanWithTermsDto'];
export type ContractRow = Schemas['ContractRowDto'];
export type Contract = Schemas['ContractDto'];
export type NewContract = Schemas['NewContractDto'];
export type NewMeter = Schemas['NewMeterDto'];
export type NewPerformanceTerm = Schemas['NewPerformanceTermDto'];
export type Charge = Schemas['ChargeDto'];
export type Pricing = Schemas['PricingTermsDto'];
export type PricingPreview = Schemas['PricingPreviewDto'];
export type UsageAlert = Schemas['UsageAlertDto'];
export type UsageHistory = Schemas['UsageHistoryDto'];
export type Simulation = Schemas['SimulationDto'];
export type SimulationOutcome = Schemas['SimulationOutcomeDto'];
export type UsagePeriod = Schemas['UsagePeriodDto'];
export type UsageReason = Schemas['UsageReasonDto'];
export type UsageToDate = Schemas['CurrentUsageDto'];
/** A row of the invoice list: an invoice, or a group document, represented by the row of its first contract. */
export type InvoiceRow = Schemas['ListedInvoiceDto'];
export type InvoiceTotal = Schemas['InvoiceTotalDto'];
export type SavedView = Schemas['SavedViewDto'];
export type BulkPreview = Schemas['BulkPreviewDto'];
export type DocumentBrand = Schemas['DocumentBrandDto'];
export type DocumentMailing = Schemas['DocumentMailingDto'];
export type DocumentMail = Schemas['DocumentMailDto'];
export type BulkDecision = Schemas['BulkDecisionDto'];
export type BulkItem = Schemas['BulkItemDto'];
export type Invoice = Schemas['InvoiceDto'];
export type InvoiceLine = Schemas['InvoiceLineDto'];
export type MoneyDecision = Schemas['MoneyDecisionDto'];
export type InvoiceJournal = Schemas['InvoiceJournalDto'];
export type JournalLine = Schemas['JournalLineDto'];
export type Buyer = Schemas['BuyerDto'];
export type BuyerOrder = Schemas['OrderDto'];
export type TaxRule = Schemas['TaxRuleDto'];
export type LedgerAccount = Schemas['LedgerAccountDto'];
export type NewLedgerAccount = Schemas['NewLedgerAccountDto'];
export type MissingAccount = Schemas['MissingAccountDto'];
export type DatevSettings = Schemas['DatevSettingsDto'];
export type AccountingPeriod = Schemas['AccountingPeriodDto'];
export type MonthClose = Schemas['MonthCloseDto'];
export type MonthCheck = Schemas['MonthCheckDto'];
export type Revaluation = Schemas['RevaluationDto'];
export type RevenueRelease = Schemas['RevenueReleaseDto'];
export type BankAccount = Schemas['LegalEntityAccountDto'];
export type FxRate = Schemas['FxRateDto'];
export type Maker = Schemas['MakerDto'];
export type BillingRun = Schemas['BillingRunDto'];
export type ContractResult = Schemas['ContractResultDto'];
export type RunResult = Schemas['RunResultDto'];
export type OpenItem = Schemas['OpenItemDto'];
export type OpenItemDetail = Schemas['OpenItemDetailDto'];
export type Payment = Schemas['PaymentDto'];
export type PaymentAttempt = Schemas['PaymentAttemptDto'];
export type SavedMethod = Schemas['SavedMethodDto'];
export type CardPayments = Schemas['CardPaymentsDto'];
export type StripeAccount = Schemas['StripeAccountDto'];
export type PaymentDetail = Schemas['PaymentDetailDto'];
export type Allocation = Schemas['AllocationDto'];
export type WriteOff = Schemas['WriteOffDto'];
export type Refund = Schemas['RefundDto'];
export type PaymentFile = Schemas['PaymentFileDto'];
export type PendingTransfers = Schemas['PendingTransfersDto'];
export type DebitCreditor = Schemas['DebitCreditorDto'];
export type Mandate = Schemas['MandateDto'];
export type DebitFile = Schemas['DebitFileDto'];
export type Debit = Schemas['DebitDto'];
export type DebitPlan = Schemas['DebitPlanDto'];
export type PlannedDebit = Schemas['PlannedDebitDto'];
export type PreviewedLetter = Schemas['PreviewedLetterDto'];
export type ExcludedDocument = Schemas['ExcludedDocumentDto'];
export type ReminderLetter = Schemas['ReminderLetterDto'];
export type ReminderClaim = Schemas['ReminderClaimDto'];
export type ReminderPolicy = Schemas['ReminderPolicyDto'];
export type PaymentPromise = Schemas['PromiseDto'];
export type Call = Schemas['CallDto'];
export type Refundable = Schemas['RefundableDto'];
export type NewRefund = Schemas['NewRefundDto'];
export type PlannedPayment = Schemas['PlannedPaymentDto'];
export type Approval = Pick<
  WriteOff,
  'state' | 'note' | 'requestedAt' | 'requestedBy' | 'decisionWhy' | 'undoneWhy' | 'canApprove'
>;
export type ApprovalDecision = Schemas['ApprovalDecisionDto'];
export type Ageing = Schemas['AgeingDto'];
export type AgeingRow = Schemas['AgeingRowDto'];
export type AccountBalance = Schemas['AccountBalanceDto'];
export type AccountStatement = Schemas['AccountStatementDto'];
export type AccountStatementLine = Schemas['AccountStatementLineDto'];
export type BillGroup = Schemas['BillGroupDto'];
export type GroupDocument = Schemas['GroupDocumentDto'];

export type Proof = Schemas['ProofDto'];
export type ProofDay = Schemas['ProofDayDto'];
export type ProvenMeter = Schemas['ProvenMeterDto'];
export type ProofStep = Schemas['ProofStepDto'];
export type ProofReading = Schemas['ProofReadingDto'];

export type MeterException = Schemas['ExceptionRowDto'];
export type MeterDecision = Schemas['DecisionDto'];
export type DecisionEffect = Schemas['DecisionEffectDto'];
export type MeterOrigin = Schemas['MeterOriginDto'];
export type MeterEvent = Schemas['MeterEventDto'];

export type StatementImport = Schemas['StatementImportDto'];
export type StatementSummary = Schemas['StatementSummaryDto'];
export type ImportSummary = Schemas['ImportSummaryDto'];
export type StatementLine = Schemas['StatementLineDto'];
export type StatementColumns = Schemas['StatementColumnsDto'];
export type ColumnMap = Schemas['ColumnMapDto'];
export type ImportOptions = Schemas['ImportOptionsDto'];
export type Suggestion = Schemas['SuggestionDto'];
export type SuggestedDocument = Schemas['SuggestedDocumentDto'];
export type NewAllocation = Schemas['NewAllocationDto'];
