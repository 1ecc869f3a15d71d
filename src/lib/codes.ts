// Everything that can be wrong or fail, by its code: what it is, how bad, and in which forms something helps. Codes are words:
// the rooms that tell of them share no other room than this one.

/**
 * In which form something helps. `insert` … `rename` are edits of the document, which a problem carries with all that they need;
 * `choose_…`, `restart` and `reload` are things to offer; what `say` says takes a person.
 */
export type RemedyForm =
  | 'insert'
  | 'wire'
  | 'unwire'
  | 'set'
  | 'delete'
  | 'rename'
  | 'choose_backend'
  | 'choose_files'
  | 'restart'
  | 'reload'
  | 'say'

/** What an entry says: one sentence for the reference, and what helps; nothing where it is enough to know. */
const failure = <const Forms extends readonly RemedyForm[]>(about: string, ...remedies: Forms) => ({
  about,
  remedies,
})

const error = <const Forms extends readonly RemedyForm[]>(about: string, ...remedies: Forms) =>
  ({ severity: 'error', about, remedies }) as const

const warning = <const Forms extends readonly RemedyForm[]>(about: string, ...remedies: Forms) =>
  ({ severity: 'warning', about, remedies }) as const

/** What can be wrong with a document. Errors keep it from being trained, warnings teach. */
export const problemCodes = {
  // Reading it.
  unreadable: error('The file cannot be read.'),
  not_json: error('The text is not JSON.'),
  not_a_document: error('The data are something other than a document.'),
  invalid_version: error('The version is no whole number from 1.'),
  newer_version: error('A newer version of Ganvas wrote it.'),
  invalid_structure: error('Something has another form than the format asks for.'),
  refused_name: error('A name could reach the insides of the program that reads it.'),
  too_deep: error('It is nested more deeply than any document is.'),
  // Names and references.
  reserved_word: error('An id means something in a language of the exports.', 'rename', 'say'),
  duplicate_id: error('Two things that share their ids are called the same.', 'delete', 'say'),
  dangling_reference: error('Something names what does not exist.', 'unwire', 'delete'),
  unknown_output: error(
    'A reference names an output that its source does not have.',
    'wire',
    'unwire',
    'delete',
  ),
  ambiguous_reference: error(
    'A reference names a source of several outputs, and none of them.',
    'wire',
    'unwire',
    'delete',
  ),
  unknown_kind: error('A kind of layer, value or optimizer is not known here.', 'delete', 'set'),
  unknown_network: error('A call or a block runs no network that exists.', 'delete'),
  // Wires, shapes and meanings.
  missing_input: error('Nothing is wired to a port.', 'say'),
  unknown_port: error('A wire ends at a port that does not exist.', 'unwire'),
  cycle: error('Something waits for itself.', 'unwire', 'say'),
  shape_mismatch: error('A tensor has not the shape that is needed.', 'insert', 'set', 'say'),
  domain_mismatch: warning('A tensor means something else than what reads it expects.', 'wire', 'say'),
  no_derivative: error('A gradient cannot be taken along the way that is wired.', 'say'),
  too_large: error('Something is larger than can be computed or read.', 'set', 'say'),
  no_outputs: error('A network has no output.', 'say'),
  unused_layer: warning('A layer leads to no output.', 'delete'),
  unused_network: warning('No value of the game calls a network.', 'delete'),
  // Parameters.
  bad_param: error('A parameter has a value that its kind does not take.', 'set', 'delete'),
  bad_curve: error('The points of a curve are not in order of time.', 'set'),
  // Players and schedule.
  two_trainers: error('Two players train one weight.', 'delete'),
  no_trainer: error('No player trains a network that is not frozen.', 'set'),
  trains_nothing: error('A player trains nothing.', 'say'),
  frozen_trained: error('A player trains a network that is frozen.', 'delete'),
  minimizes_nothing: error('A player moves without anything to minimize.', 'say'),
  not_scalar: error('A player minimizes something other than one number.', 'say'),
  no_path: error('Nothing that a player minimizes depends on what it trains.', 'say'),
  no_players: error('The game has no players.', 'say'),
  never_moves: warning('No step of the schedule names a player.', 'set'),
  empty_phase: error('Nobody moves in a phase.', 'set'),
  bad_schedule: error('The phases do not follow each other up to the end.', 'set', 'say'),
  // What is shown.
  bad_view: error('A view shows a value in a way in which it cannot be shown.', 'delete', 'say'),
  dangling_knob: warning('A knob sets a place that does not exist.', 'delete'),
  knob_disagrees: warning('The places that a knob sets have different values.', 'set'),
  // Exports.
  not_exportable: error('An export has no form for something.', 'say'),
} as const

/** What can fail while something is done. */
export const failureCodes = {
  // The trainer and its worker.
  trainer_not_started: failure('There is no trainer to ask yet.'),
  trainer_ended: failure('The trainer was ended on purpose.'),
  trainer_bug: failure('The trainer threw.'),
  worker_not_loaded: failure('The trainer could not be loaded.', 'reload'),
  worker_crashed: failure('The trainer stopped unexpectedly.', 'restart'),
  worker_silent: failure('The trainer did not answer in time.', 'restart', 'reload'),
  failed_again: failure('What failed was tried again, and failed again.', 'choose_backend', 'say'),
  nothing_open: failure('No project is open in the trainer.'),
  // Where tensors live.
  backend_unavailable: failure('The chosen backend does not start.', 'choose_backend'),
  no_backend: failure('No backend starts and computes right.', 'say'),
  device_lost: failure('The GPU was lost.', 'restart'),
  device_error: failure('What computes refused its work or broke.', 'restart'),
  out_of_memory: failure('The memory ran out.', 'restart'),
  // Training.
  diverged: failure('A loss, a gradient or a weight became no finite number.', 'say'),
  stopped: failure('An error that nothing is known of ended training.'),
  finished: failure('All planned rounds are done.', 'say'),
  unknown_player: failure('The game that is trained has no such player.'),
  unknown_value: failure('The game that is trained has no such value.'),
  given_shape: failure('Numbers for a value have not its shape.'),
  cancelled: failure('The user, or a newer request, ended it.'),
  // Weights and checkpoints.
  not_saved: failure('Something could not be stored.'),
  not_dropped: failure('Checkpoints could not be deleted.'),
  not_loaded: failure('A file of weights does not fit.'),
  not_kept: failure('The weights that were measured are not at hand any more.'),
  no_best: failure('No checkpoint was kept as the best one.'),
  best_unreadable: failure('The checkpoint that was kept as the best one cannot be read.'),
  // Measuring.
  nothing_to_measure: failure('No view shows anything that can be measured.', 'say'),
  not_measured: failure('Measuring threw.'),
  // Files and data.
  unreadable_file: failure('The browser cannot read a file.', 'choose_files'),
  no_files: failure('There are no files.'),
  too_many_files: failure('There are more files than can be read.', 'choose_files'),
  files_too_large: failure('The files unpack to more than can be read.', 'choose_files'),
  files_mixed: failure('Files of several forms came together.', 'choose_files'),
  files_refused: failure('Nothing of the files can be trained on.', 'choose_files'),
  file_refused: failure('A file has not the form that it should have.', 'choose_files'),
  no_picture: failure('A file is no picture that can be read.', 'choose_files'),
  not_a_picture_value: failure('A value that is no picture was to take one.'),
  data_missing: failure('The files of a data set are not on this machine.', 'choose_files'),
  data_unknown: failure('There is no data set of that name.', 'say'),
  data_field: failure('A data set has no field of that name.'),
  data_shape: failure('A field of a data set has another shape than the document says.', 'choose_files'),
  data_broken: failure('A stored data set is torn.', 'choose_files'),
  data_unreadable: failure('A stored data set cannot be read.'),
} as const

export type ProblemCode = keyof typeof problemCodes
export type FailureCode = keyof typeof failureCodes
/** The forms in which something helps against a problem. */
export type FormsOf<Code extends ProblemCode> = (typeof problemCodes)[Code]['remedies'][number]
