import type { ChosenFile } from "./ChosenFile";
import type { Edit } from "./Edit";
import type { ExportEstimate } from "./ExportEstimate";
import type { ExportPlan } from "./ExportPlan";
import type { ExportProgress } from "./ExportProgress";
import type { ExportResult } from "./ExportResult";
import type { FileKind } from "./FileKind";
import type { HistoryItem } from "./HistoryItem";
import type { Convolve } from "./Convolve";
import type { Opened } from "./Opened";
import type { OwnCamera } from "./OwnCamera";
import type { PreviewRequest } from "./PreviewRequest";
import type { Purpose } from "./Purpose";
import type { RecipeCheck } from "./RecipeCheck";
import type { Settings } from "./Settings";
import type { SignedPhoto } from "./SignedPhoto";
import type { Signer } from "./Signer";
import type { Start } from "./Start";
import type { TrustList } from "./TrustList";
import type { TrustNews } from "./TrustNews";
import type { Verification } from "./Verification";
import type { WhichList } from "./WhichList";
import type { WhiteBalance } from "./WhiteBalance";

export type Commands = {
start: { takes: Record<symbol, never>, gives: Start, tells: never, },
quit: { takes: Record<symbol, never>, gives: null, tells: never, },
show_title: { takes: { id: number | null }, gives: null, tells: never, },
own_camera: { takes: Record<symbol, never>, gives: OwnCamera | null, tells: never, },
name_camera: { takes: { name: string }, gives: OwnCamera, tells: never, },
trust_own_camera: { takes: Record<symbol, never>, gives: OwnCamera, tells: never, },
choose_photos: { takes: Record<symbol, never>, gives: ChosenFile[], tells: never, },
choose_sidecar: { takes: Record<symbol, never>, gives: ChosenFile | null, tells: never, },
choose_trust_list: { takes: Record<symbol, never>, gives: ChosenFile | null, tells: never, },
choose_target: { takes: { suggested_name: string; purpose: Purpose }, gives: ChosenFile | null, tells: never, },
default_target: { takes: { original: number }, gives: ChosenFile, tells: never, },
recent: { takes: Record<symbol, never>, gives: ChosenFile[], tells: never, },
clear_recent: { takes: Record<symbol, never>, gives: null, tells: never, },
open_file: { takes: { id: number }, gives: Opened, tells: never, },
sign_photo: { takes: { photo: number; target: number; ignore_profile: boolean; }, gives: ChosenFile | null, tells: number, },
file_kinds: { takes: { ids: number[] }, gives: FileKind[], tells: never, },
choose_original_folder: { takes: Record<symbol, never>, gives: ChosenFile | null, tells: never, },
sign_photos: { takes: { photos: number[]; folder: number; }, gives: SignedPhoto[], tells: number, },
cancel_signing: { takes: Record<symbol, never>, gives: null, tells: never, },
original_signer: { takes: Record<symbol, never>, gives: Signer, tells: never, },
close_original: { takes: Record<symbol, never>, gives: null, tells: never, },
reveal: { takes: { id: number }, gives: null, tells: never, },
save_history: { takes: { items: HistoryItem[] }, gives: null, tells: never, },
preview: { takes: { request: PreviewRequest }, gives: ArrayBuffer, tells: never, },
check_recipe: { takes: { edits: Edit[] }, gives: RecipeCheck, tells: never, },
neutral_gains: { takes: { edits: Edit[]; x: number; y: number }, gives: WhiteBalance, tells: never, },
tone_curve: { takes: { edit: Edit }, gives: number[][], tells: never, },
kernel_preset: { takes: { name: string }, gives: Convolve, tells: never, },
plan_export: { takes: { edits: Edit[]; long_edge: number | null; bound: string | null }, gives: ExportPlan, tells: never, },
estimate_export: { takes: { edits: Edit[]; long_edge: number | null }, gives: ExportEstimate, tells: never, },
export: { takes: { edits: Edit[]; bound: string | null; target: number; sidecar: boolean; }, gives: ExportResult, tells: ExportProgress, },
save_export: { takes: { target: number; sidecar: boolean }, gives: ExportResult, tells: never, },
discard_export: { takes: Record<symbol, never>, gives: null, tells: never, },
cancel_export: { takes: Record<symbol, never>, gives: null, tells: never, },
verify: { takes: { id: number; sidecar: number | null; expect: string | null }, gives: Verification, tells: never, },
verified_picture: { takes: { max_width: number; max_height: number }, gives: ArrayBuffer, tells: never, },
trust: { takes: Record<symbol, never>, gives: TrustList, tells: never, },
add_maker: { takes: { name: string; key: string }, gives: null, tells: never, },
rename_maker: { takes: { key: string; name: string }, gives: null, tells: never, },
remove_maker: { takes: { key: string }, gives: null, tells: never, },
read_trust_list: { takes: { id: number }, gives: TrustNews, tells: never, },
import_trust_list: { takes: { makers: string[] }, gives: TrustList, tells: never, },
write_trust_list: { takes: { target: number; which: WhichList }, gives: null, tells: never, },
save_settings: { takes: { settings: Settings }, gives: null, tells: never, },
choose_export_folder: { takes: Record<symbol, never>, gives: Settings, tells: never, },
};
