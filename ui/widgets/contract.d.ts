/* Made by `python -m ui.types` from ui/verbs/ and ui/shapes.py; not edited by hand. */

/* -- what a page is told ---- */
/** What the queue did when it was last busy; `ran`: how many of each kind. */
export interface After {
  id: number;
  ran: Record<string, number>;
  reused: number;
  cancelled: number;
  skipped: number;
  failed: Job[];
  seconds: number;
}

/** One beat. `who`: the slug of somebody in the shot, or `what`: a thing's name or slug; one of the two. `deed`: free words ("waves", "picks up the letter"). `from_box`, `to_box`: (x0, y0, x1, y1) in 0..1, where they are at its beginning and its end; without them they stay where they are. `from_s` < `to_s`, in seconds of the shot. `gaze`: somebody's slug, a thing, "camera" or a point (x, y) of the frame. `line`: a spoken line of the shot, by its number from 1 or its text. */
export interface Beat {
  who: string | null; // at most 40
  what: string; // at most 120
  deed: string; // at most 200
  from_box: [number, number, number, number] | null; // at most 4
  to_box: [number, number, number, number] | null; // at most 4
  from_s: number; // 0 to 12
  to_s: number; // 0 to 12
  gaze: [number, number] | string | null; // at most 2
  line: number | string | null; // 1 to 12
}

/** How the shot `after` joins the next (method section 4). `overlap_s` is the whole window of crossfade or bridge, half of it on each side; alpha, gamma and variant are those of `vgot.transition.reset_noise`. */
export interface Boundary {
  after: string;
  mode: "cut" | "crossfade" | "reset" | "bridge";
  overlap_s: number; // 0.1 to 4
  variant: "paper" | "vp" | "vp_decay" | "spectral";
  alpha: number; // 0 to 1
  gamma: number; // 0 to 4
  weight: number; // 0 to 1
}

/** The camera of one shot. `direction` and `amount` that are left out are the usual ones of the move (`KINDS`). An orbit `cw` takes the camera clockwise around the subject as seen from above: to its own left. A dolly zoom `in` goes nearer while it zooms out: the background shrinks away; `out` is the other way round. `ease`: how the move begins and ends. `height` and `lens` (millimetres, full frame) None: as the words say. Raises ValidationError for a direction or an amount that the move does not take. */
export interface CameraMove {
  move: "static" | "pan" | "tilt" | "push" | "pull" | "truck" | "pedestal" | "zoom" | "orbit" | "crane" | "handheld" | "follow" | "dolly_zoom";
  direction: "" | "left" | "right" | "up" | "down" | "in" | "out" | "cw" | "ccw";
  amount: number; // 0 to 360
  ease: "linear" | "in" | "out" | "in_out";
  height: "eye" | "low" | "high" | "ground" | "overhead" | null;
  lens: number | null; // 12 to 300
}

/** Somebody (or something) that returns; `strength` is lambda, the weight of the identity tokens in [0, 1]. */
export interface Character {
  id: string; // at most 40
  name: string; // at most 120
  role: string; // at most 400
  wardrobe: string; // at most 2000
  strength: number; // 0 to 1
  voice: Voice;
  loras: Lora[]; // at most 8
  stages: Stage[]; // at most 8
}

/** Continuity: what was found, what was not looked at since it changed, and how far a look is. */
export interface Check {
  made: boolean;
  findings: Finding[];
  unchecked: string[];
  checking: boolean;
  done: number;
  of: number;
  error: Problem | null;
}

/** What somebody says of a shot: at a moment of its clip (seconds from the first frame), and perhaps at a point of the picture (`at`: x, y in shares). `done`: taken care of. */
export interface Comment {
  id: string;
  text: string; // at most 2000
  by: string; // at most 120
  at_s: number; // 0 to 12
  at: [number, number] | null; // at most 2
  when: string; // at most 40
  done: boolean;
}

/** The five domains of a shot's script (method section 1): who, where, what, how it is seen, how it is lit. */
export interface Domains {
  character: string; // at most 2000
  background: string; // at most 2000
  relation: string; // at most 2000
  camera: string; // at most 2000
  lighting: string; // at most 2000
}

/** Settings of the whole film. Sides are even (H.264); 23.976 and 29.97 mean their NTSC fractions. `staging`: how closely keyframes of presets with models follow the drawn world's frame of the same shot; 0 not at all. `guide`: how closely their clips follow the drawn shot in motion, `guide_kind` what of it. `spend_limit`: what the film may cost in all at services, in the currency of the settings; None: no ceiling of its own. */
export interface Film {
  width: number; // 64 to 4096
  height: number; // 64 to 4096
  fps: number; // 1 to 60
  staging: number; // 0 to 1
  guide: number; // 0 to 1
  guide_kind: "depth" | "edges" | "pose" | "masks";
  spend_limit: number | null; // 0 to 1e+06
}

export interface FilmMade {
  digest: string;
  fresh: boolean;
  frames: number;
  fps: number;
  width: number;
  height: number;
}

/** `boundary`: the shot before it, for a finding about a seam. */
export interface Finding {
  id: string;
  shot: string;
  boundary: string | null;
  kind: string;
  words: string;
  number: number;
  unit: string;
  fix: Fix | null;
}

export interface Fix {
  verb: string;
  words: string;
}

/** Something a writer or a check could not settle; shown, never hidden. */
export interface Flag {
  domain: "character" | "background" | "relation" | "camera" | "lighting" | null;
  reason: string; // at most 1000
}

/** One thing of the film; `digest`: what is seen of it, `preview`: of what is being made. */
export interface Item {
  name: string;
  step: string;
  state: "missing" | "fresh" | "stale" | "pinned" | "queued" | "running" | "failed" | "flagged";
  reason: string;
  takes: number;
  pinned?: boolean;
  blocked?: string;
  estimate_s?: number;
  take?: string;
  digest?: string;
  not_drawn?: string[];
  unchanged?: boolean;
  seed?: number;
  preset?: string;
  painted?: boolean;
  approved?: boolean;
  mode?: string;
  frames?: number;
  job?: number;
  done?: number;
  total?: number;
  preview?: string;
}

export interface Job {
  id: number;
  key: string;
  name: string;
  state: string;
  done: number;
  total: number;
  outcome: string | null;
  cancelling?: boolean;
  painting?: boolean;
  method?: boolean;
  variant?: boolean;
  error?: Problem;
  seconds?: number;
  estimate_s?: number;
}

/** A kind of item in words; all but the words are missing for paintings. */
export interface KindShown {
  step: string;
  one: string;
  many: string;
  seen?: string;
  of_shot?: boolean;
  hidden?: boolean;
  square?: boolean;
  upload?: boolean;
  seeded?: boolean;
  pinnable?: boolean;
}

export interface Licence {
  repo: string;
  licence: string;
  commercial: boolean;
}

/** Megabytes of one file, and of one that is imported. */
export interface Limits {
  upload_mb: number;
  import_mb: number;
}

/** A spoken line; `character` is None for a narrator. */
export interface Line {
  character: string | null; // at most 40
  text: string; // at most 500
}

/** A small file that bends a model: a style, somebody, a manner. `file` is where it lies, `sha256` what it was when it was added; `model` which model it is for, as far as anybody can tell; `part` whether it bends pictures or clips; `words` bring it out and are put before the style. Strength 0 is none at all. */
export interface Lora {
  file: string; // at most 1000
  name: string; // at most 120
  sha256: string;
  model: string; // at most 60
  part: "pictures" | "clips";
  strength: number; // -4 to 4
  on: boolean;
  words: string; // at most 200
}

/** A note pinned to a moment of a shot, in seconds from the first frame of its clip: trims do not move it. */
export interface Marker {
  at_s: number; // 0 to 12
  name: string; // at most 200
  note: string; // at most 2000
}

/** A picture that the shot passes through: the frame `at_s` seconds after the clip's beginning is to be it. */
export interface Moment {
  of: "next" | "shot" | "file";
  shot: string | null;
  file: string | null;
  name: string; // at most 120
  at_s: number;
}

/** Something set for a shot that its clip is made without, by the shot's id, and why. */
export interface NotUsedShown {
  shot: string;
  why: string;
}

/** What paints over drawings (`title`, with the seconds it takes), and the paintings there are, by shot. */
export interface Paint {
  title: string;
  shots: Record<string, Painting>;
  still_s?: number;
  frame_s?: number;
  guess?: boolean;
}

/** `beside`: the clip that it is held against; `older`: it was painted over another drawing. */
export interface Painting {
  still: string;
  clip: string;
  take: string;
  taken: boolean;
  painted: boolean;
  older: boolean;
  beside: string | null;
  beside_painted: boolean;
}

/** A location that returns; `look` is what stays the same there. */
export interface Place {
  id: string; // at most 40
  name: string; // at most 120
  look: string; // at most 2000
}

/** One character, at one stage, in a shot; `box` (x0, y0, x1, y1 in 0..1) places it by hand. */
export interface Presence {
  character: string; // at most 40
  stage: string; // at most 40
  box: [number, number, number, number] | null; // at most 4
}

export interface PresetCard {
  name: string;
  title: string;
  about: string;
  draft: boolean;
  drawn: boolean;
  licences: Licence[];
  download_gb: number;
  vram_gb: number;
  ram_gb: number;
  measured: boolean;
  guided: boolean;
}

/** Why something was not done, in words. */
export interface Problem {
  kind: string;
  message: string;
  field?: string;
  hint?: string;
}

/** What the models of a shot are told in place of what is composed of its words, as a person wrote it; empty: composed. */
export interface Prompts {
  keyframe: string; // at most 2000
  clip: string; // at most 2000
}

/** Where the preset would join shots otherwise. */
export interface Proposed {
  mode: string;
  after: string[];
}

/** `paused`: why, in words; `done` of `total`: of what was asked for together; `left_s`: until it is empty; `painting`: how many jobs make what stands beside the film. */
export interface Queue {
  paused: string;
  running: number;
  queued: number;
  painting: number;
  done: number;
  total: number;
  left_s: number | null;
  jobs: Job[];
  after: After | null;
}

/** One shot. `summary` is the one-sentence draft; `locked` names domains (or 'shot') that no rewrite may touch. `trim_in_s` and `trim_out_s` are what the cut leaves out of the clip's beginning and end, without shooting it anew. `staging` is how closely a model's keyframe follows the shot's drawing, `guide` how closely its clip follows the drawn shot in motion, and `guide_kind` what of it (None: as the film says). `end`: the picture that the last frame is to be, `moments`: those that it passes through. `camera_move` is the camera as a value (None: as the words of its domain say); where both speak of the same, the value counts. `beats`: who does what when, from which box to which (`vgot.story.beats`); empty: as the words say. `scene`: the heading of a scene that begins with this shot; without one a scene begins where the place changes. `status`, `assignee` and `comments` are what people have to say about it to one another. `prompt` is written by hand in place of the composed ones. */
export interface Shot {
  id: string;
  summary: string; // at most 2000
  domains: Domains;
  who: Presence[]; // at most 8
  place: string | null; // at most 40
  duration_s: number; // 0.25 to 12
  trim_in_s: number; // 0 to 12
  trim_out_s: number; // 0 to 12
  seed: number; // 0 to 2.14748e+09
  staging: number | null; // 0 to 1
  camera_move: CameraMove | null;
  guide: number | null; // 0 to 1
  guide_kind: "depth" | "edges" | "pose" | "masks" | null;
  end: ShotEnd | null;
  moments: Moment[]; // at most 8
  lines: Line[]; // at most 12
  loras: Lora[]; // at most 8
  prompt: Prompts;
  beats: Beat[]; // at most 32
  notes: string; // at most 2000
  scene: string; // at most 120
  status: "open" | "approved" | "change";
  assignee: string; // at most 120
  comments: Comment[]; // at most 200
  markers: Marker[]; // at most 64
  flags: Flag[]; // at most 24
  locked: ("shot" | "character" | "background" | "relation" | "camera" | "lighting")[]; // at most 6
}

/** `of`: "next" (the still of the shot that comes next), "shot" (that of the shot with the id `shot`) or "file" (the picture with the digest `file`, called `name`). */
export interface ShotEnd {
  of: "next" | "shot" | "file";
  shot: string | null;
  file: string | null;
  name: string; // at most 120
}

/** What the film sounds like. `voices` speaks the lines of the shots: `scratch` by the machine's own speaker (a placeholder, and named so), `model` by a local speech model; `duck_db` is how far music goes down under them. */
export interface Sound {
  tracks: Track[]; // at most 24
  voices: "none" | "scratch" | "model";
  narrator: Voice;
  duck_db: number; // -40 to 0
  loudness_lufs: number; // -30 to -8
}

/** A stored sound on a track. It begins `at_s` after the first frame of `shot`, or of the film without one; an item of a shot that was deleted is silent until the shot is back. `in_s` to `out_s` (None: its end) is the part heard. */
export interface SoundItem {
  id: string;
  name: string; // at most 120
  file: string;
  length_s: number;
  shot: string | null;
  at_s: number; // -60 to 21600
  in_s: number; // 0 to 21600
  out_s: number | null; // 0 to 21600
  gain_db: number; // -60 to 12
  fade_in_s: number; // 0 to 60
  fade_out_s: number; // 0 to 60
  loop: boolean;
}

/** A character at one point of the story: what one portrait is drawn for. `look` is drawn wherever it appears. */
export interface Stage {
  id: string; // at most 40
  name: string; // at most 120
  look: string; // at most 2000
}

/** A whole story. Invariants: ids unique; every `who` and `place` known; one boundary after each shot but the last, in the order of the shots. */
export interface Story {
  schema_version: 1;
  title: string; // at most 120
  sentence: string; // at most 2000
  kind: "life" | "ensemble" | "event" | "variation";
  style: string; // at most 2000
  loras: Lora[]; // at most 8
  writer: string; // at most 120
  seed: number; // 0 to 2.14748e+09
  film: Film;
  cast: Character[]; // at most 64
  places: Place[]; // at most 256
  things: Thing[]; // at most 64
  shots: Shot[]; // at most 500
  boundaries: Boundary[];
  sound: Sound;
  titles: Titles;
}

/** What a story is about and is nobody: a violin, a paper boat. `look` is what stays the same about it. */
export interface Thing {
  id: string; // at most 40
  name: string; // at most 120
  look: string; // at most 2000
}

/** Words on a plain ground before or after the film. */
export interface TitleCard {
  text: string; // at most 200
  line: string; // at most 400
  duration_s: number; // 0.5 to 12
}

/** Cards and captions of the finished film; the shots themselves are not drawn anew for them. */
export interface Titles {
  opening: TitleCard | null;
  end: TitleCard | null;
  captions: "none" | "soft" | "burned";
}

/** What a build would make, by kind; `waiting`: for a person; `guess`: how long is not known yet. */
export interface Todo {
  kinds: Record<string, number>;
  estimate_s: number;
  waiting: number;
  guess: boolean;
}

/** A change as a sentence with places (vgot/project/told_changes.py); `words`: which of its values are words of the page. */
export interface ToldChange {
  say: string;
  values: Record<string, string>;
  words: string[];
  item: string;
}

/** A track of sounds; music makes way for voices. */
export interface Track {
  id: string; // at most 40
  name: string; // at most 120
  kind: "music" | "effects" | "voice";
  gain_db: number; // -60 to 12
  muted: boolean;
  items: SoundItem[]; // at most 200
}

/** Everything a page shows of a film. `stamp` changes whenever anything of it has; `story` and `outline` are left out when the page has this revision already. */
export interface View {
  project: string;
  name: string;
  stamp: string;
  revision: number;
  label: string;
  can_undo: boolean;
  can_redo: boolean;
  undoes: ToldChange | null;
  redoes: ToldChange | null;
  preset: string;
  draft: boolean;
  drawn: boolean;
  boxes: "middle" | "area" | "no";
  identity: "tokens" | "references" | "drawn";
  grade: string;
  items: Record<string, Item>;
  queue: Queue;
  check: Check;
  todo: Todo;
  film: FilmMade | null;
  paint: Paint | null;
  proposed: Proposed;
  writing: Writing | null;
  not_taken: NotUsedShown[];
  story?: Story;
  outline?: boolean;
}

/** How somebody sounds. `variant` is a voice of the scratch speaker (`en-gb+f3`), empty: chosen from the character's look; `speaker` counts the voices of a speech model; speed in words a minute, pitch 0 (low) to 99. */
export interface Voice {
  variant: string;
  speaker: number | null; // 0 to 999
  speed_wpm: number; // 80 to 400
  pitch: number | null; // 0 to 99
}

export interface Writing {
  busy: boolean;
  step: string;
  done: number;
  of: number;
  shot: number | string | null;
  text: string;
  try: number;
  reasons: string[];
  left_s: number | null;
  writer: string;
  error: Problem | null;
}

/* -- what a page may ask ---- */
export declare namespace Asks {
  /** `only`: the paths of those changes that are taken. */
  export interface Accept {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    proposal: string; // at most 60
    only?: string[] | null;
  }

  /** `only`: the paths of those changes that are taken. */
  export interface AcceptRewrite {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    only?: string[] | null;
  }

  export interface AddCharacter {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    name: string; // at most 120
    look?: string; // at most 2000
  }

  export interface AddPlace {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    name: string; // at most 120
    look?: string; // at most 2000
  }

  export interface AddStage {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    character: string; // at most 40
    name: string; // at most 120
    look?: string; // at most 2000
  }

  /** A shot's moment from another angle, as a new shot behind it. */
  export interface Angle {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    angle: "over-the-shoulder" | "reverse" | "insert" | "wide" | "close";
  }

  export interface ApplyCut {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    cut: string; // at most 40
  }

  /** Without `keys`: every still. */
  export interface Approve {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    keys?: string[] | null;
  }

  export interface BackToDrawing {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shots: string[];
  }

  /** What somebody (`who`) or a thing (`what`) does from one second to another, from one box to another; `gaze`: somebody, a thing, "camera" or a point; `line`: a spoken line by its number. */
  export interface Beat {
    who?: string | null; // at most 40
    what?: string; // at most 120
    deed?: string; // at most 200
    from_box?: number[] | null;
    to_box?: number[] | null;
    from_s: number; // 0 to 12
    to_s: number; // 0 to 12
    gaze?: string | number[] | null; // at most 120
    line?: number | string | null;
  }

  /** All beats of a shot. `seen`: the revision they were edited from. */
  export interface Beats {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    beats: Beat[];
    seen?: number | null;
  }

  /** The same files again, accepted. */
  export interface BeginFilm {
    token?: string;
    files: MaterialFile[];
  }

  /** The same script again, accepted as it was set right. */
  export interface BeginScript {
    name: string; // at most 255
    data: string;
    scenes?: number[];
    token?: string;
    corrections?: SetRight;
  }

  /** `bound`: lines of role=node.input; `confirm`: the person has looked. */
  export interface BindWorkflow {
    name: string; // at most 80
    bound?: string[];
    output?: string | null; // at most 80
    confirm?: boolean | null;
  }

  /** `project`: the film that the page showed last. */
  export interface Boot {
    project?: string | null; // at most 120
  }

  /** `after`: the shot on the left. */
  export interface Boundary {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    field: "mode" | "overlap_s" | "variant" | "alpha" | "gamma" | "weight";
    value: string | number;
    after: string;
  }

  /** Named items, or everything up to a step, or the film. */
  export interface Build {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    keys?: string[] | null;
    until?: "portrait" | "keyframe" | "clip" | "film" | null;
  }

  /** A move and what of it is set; what is left out is usual for the move. Units as in vgot/story/camera.py. */
  export interface CameraSet {
    move: "static" | "pan" | "tilt" | "push" | "pull" | "truck" | "pedestal" | "zoom" | "orbit" | "crane" | "handheld" | "follow" | "dolly_zoom";
    direction?: "" | "left" | "right" | "up" | "down" | "in" | "out" | "cw" | "ccw" | null;
    amount?: number | null; // 0 to 360
    ease?: "linear" | "in" | "out" | "in_out" | null;
    height?: "eye" | "low" | "high" | "ground" | "overhead" | null;
    lens?: number | null; // 12 to 300
  }

  /** One job, all jobs of one item (its variants too), or everything. */
  export interface Cancel {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    key?: string | null;
    job?: number | null; // 1 to 9.0072e+15
  }

  export interface Captions {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    value: "none" | "soft" | "burned";
  }

  /** The title card or the end card; without words it is taken away. */
  export interface Card {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    card: "opening" | "end";
    text: string; // at most 200
    line?: string; // at most 400
    duration_s?: number | null; // 0.5 to 12
  }

  export interface Choose {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    key: string;
    take: string;
  }

  /** `key`: for the keyring, and for this address alone. */
  export interface ChooseWriter {
    kind: "auto" | "offline" | "openai" | "transformers";
    base_url?: string; // at most 300
    model?: string; // at most 300
    credential?: string; // at most 300
    key?: string; // at most 2000
  }

  /** `token`: of the preview that was shown. */
  export interface Cleanup {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    token: string; // at most 64
  }

  /** At a moment of the shot's clip, and perhaps at a point of the picture. */
  export interface CommentOn {
    id: string;
    text: string; // at most 2000
    by?: string; // at most 120
    at_s?: number; // 0 to 12
    at?: number[] | null;
    when?: string; // at most 40
    done?: boolean;
  }

  export interface Compare {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    left: number; // 1 to 2.14748e+09
    right: number; // 1 to 2.14748e+09
  }

  export interface Consent {
    repo: string; // at most 200
    licence: string; // at most 300
  }

  /** `typed`: the texts of the shot as they stand in their boxes. */
  export interface Coverage {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    typed?: Record<string, string>;
  }

  export interface CutFile {
    name: string; // at most 255
    data: string;
  }

  export interface DayLimit {
    amount?: number | null; // 0 to 10000
  }

  /** The film to copy. */
  export interface DuplicateFilm {
    token?: string;
    project: string; // at most 120
  }

  /** `value`: words, a number for `duration_s` and `seed`, a list for `who`; for `end` as `edit` of the command line has it. `seen`: the revision it was edited from. */
  export interface Edit {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    field: "character" | "background" | "relation" | "camera" | "lighting" | "summary" | "notes" | "scene" | "duration_s" | "seed" | "place" | "who" | "end";
    value: string | number | Presence[];
    shot: string;
    seen?: number | null;
  }

  /** A field of the cast, of a place or of the film, by its path. */
  export interface EditPart {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    path: string; // at most 200
    value: string | number;
    seen?: number | null;
  }

  /** One field of several shots; `value`: words, or a number for `duration_s`. */
  export interface EditShots {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shots: string[];
    field: "character" | "background" | "relation" | "camera" | "lighting" | "duration_s" | "place" | "notes";
    value: string | number;
  }

  /** A picture of a person's own that a shot ends on. */
  export interface EndPicture {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    data: string;
    name?: string; // at most 120
  }

  /** What is saved, with the options of ExportOptions that a page may set. */
  export interface Export {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    kind: "film.mp4" | "film.mov" | "film.gif" | "film.frames.zip" | "film.press.zip" | "film.review.html" | "film.srt" | "film.vtt" | "film.ass" | "storyboard.pdf" | "sheet.png" | "shots.csv" | "cut.otio" | "cut.fcpxml" | "cut.edl" | "script.fountain" | "script.fdx" | "story.json" | "project.vgot.zip";
    layout?: number | null; // 1 to 9
    silent?: boolean | null;
    captions?: "none" | "soft" | "burned" | null;
    aspect?: "16:9" | "9:16" | "1:1" | null;
    fit?: "cover" | "fit" | null;
    short_px?: number | null; // 64 to 2160
    fps?: number | null; // 1 to 60
    handle_s?: number | null; // 0 to 10
  }

  export interface Fix {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    finding: string; // at most 200
  }

  export interface Folder {
    folder: string; // at most 1000
  }

  export interface ForgetVersion {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    name: string; // at most 120
  }

  /** `before`: only what is older than this revision. */
  export interface History {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    before?: number | null;
  }

  export interface Import {
    token?: string;
    name: string; // at most 255
    data: string;
  }

  /** `after`: the shot before the new one; without it, at the beginning. */
  export interface Insert {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    after?: string | null;
  }

  /** `on`: film, cast/SLUG, or a shot by its id; `off`: take it away. */
  export interface LayLora {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    file: string; // at most 1000
    on?: string; // at most 120
    strength?: number; // -4 to 4
    off?: boolean | null;
  }

  /** Without `character`: the narrator's. */
  export interface Line {
    text: string; // at most 500
    character?: string | null; // at most 40
  }

  export interface Lines {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    lines: Line[];
    shot: string;
    seen?: number | null;
  }

  export interface Lock {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    what: "shot" | "character" | "background" | "relation" | "camera" | "lighting";
    on: boolean;
  }

  export interface LockShots {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shots: string[];
    what: "shot" | "character" | "background" | "relation" | "camera" | "lighting";
    on: boolean;
  }

  /** `stamp`: of the view that the page shows. */
  export interface Look {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    stamp?: string; // at most 400
  }

  export interface LookAtUpload {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    key: string;
    data: string;
  }

  /** `seconds`: how long the whole film is about; `look`: what is laid over the drawn world. */
  export interface Make {
    token?: string;
    sentence: string; // at most 20000
    shots: number; // 0 to 100000
    seed?: number; // 0 to 2.14748e+09
    aspect?: "16:9" | "9:16" | "1:1" | "4:3";
    seconds?: number | null; // 0.25 to 6000
    look?: "" | "noir" | "sepia" | "pastel" | "storybook" | "blueprint";
  }

  export interface Marker {
    at_s: number; // 0 to 12
    name?: string; // at most 200
    note?: string; // at most 2000
  }

  /** The whole lists of the shots that markers stand in. */
  export interface Markers {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    markers: Record<string, Marker[]>;
    seen?: number | null;
  }

  export interface MaterialFile {
    name: string; // at most 255
    data: string;
  }

  /** A picture of a person's own that a shot passes through `at_s` seconds after its clip's beginning. */
  export interface MomentPicture {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    data: string;
    name?: string; // at most 120
    at_s: number; // 0 to 12
  }

  /** A picture that a shot passes through: the next shot's still, that of another shot, or the picture with the digest `file`, which the shot already has. */
  export interface MomentSet {
    at_s: number; // 0 to 12
    of: "next" | "shot" | "file";
    shot?: string | null;
    file?: string | null; // at most 64
    name?: string; // at most 120
  }

  export interface Move {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    to: number; // 1 to 500
  }

  export interface NameVersion {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    name: string; // at most 120
    revision: number; // 1 to 2.14748e+09
  }

  export interface NewLook {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    character: string; // at most 40
    stage: string; // at most 40
    look: string; // at most 2000
  }

  export interface OfExport {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    export: string; // at most 60
  }

  /** A request about one film; `have` is the revision that the page shows of it, `held` the mark of what it was told last: with it the answer brings what changed since (ui/changes.py). */
  export interface OfFilm {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
  }

  export interface OfItem {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    key: string;
  }

  export interface OfJob {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    job: number; // 1 to 9.0072e+15
  }

  export interface OfPreset {
    preset: string; // at most 60
  }

  export interface OfProject {
    project: string; // at most 120
  }

  export interface OfRevision {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    revision: number; // 1 to 2.14748e+09
  }

  export interface OfShot {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
  }

  export interface OfShots {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shots: string[];
  }

  /** A shot by its id. */
  export interface OneShot {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
  }

  export interface Order {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shots: string[];
  }

  /** `keep`: a folder that is looked through from now on; `forget`: one that is not any more. */
  export interface OwnModels {
    keep?: string | null; // at most 1000
    forget?: string | null; // at most 1000
  }

  /** Without `shots`: every one that there is something to do for. */
  export interface Paint {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shots?: string[] | null;
  }

  export interface Pin {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    key: string;
    take?: string | null;
  }

  export interface PinItems {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    keys: string[];
    on: boolean;
  }

  /** Somebody in a shot, at a stage of their life; `box`: left, upper, right and lower side, in shares of the frame. */
  export interface Presence {
    character: string; // at most 40
    stage: string; // at most 40
    box?: number[] | null;
  }

  export interface Preset {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    name: string; // at most 60
  }

  /** `mine`: the films that this browser made. */
  export interface Projects {
    mine?: unknown[];
  }

  export interface ReadComments {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    data: string;
  }

  /** One .otio, .fcpxml or .edl, and the media of clips that are new to the film; or a zip of both. */
  export interface ReadCut {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    files: CutFile[];
  }

  /** A cut with the media beside it, pictures, or one video. */
  export interface ReadMaterial {
    files: MaterialFile[];
  }

  /** A script, to be told before anything is made. */
  export interface ReadScript {
    name: string; // at most 255
    data: string;
    scenes?: number[];
  }

  /** What is typed into the sentence box. `project`: the film that a wish would be about; `shot`: what "this shot" means. */
  export interface ReadSentence {
    sentence: string; // at most 20000
    shots?: number; // 1 to 100000
    project?: string | null; // at most 120
    shot?: string | null;
  }

  /** One item (`key`), with a seed if one is wanted, or several (`keys`); `variants`: how many takes of each. */
  export interface Regenerate {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    variants?: number; // 1 to 8
    keys?: string[] | null;
    key?: string | null;
    seed?: number | null; // 0 to 2.14748e+09
  }

  export interface RemovePart {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    path: string; // at most 200
  }

  export interface Rename {
    project: string; // at most 120
    name: string; // at most 120
  }

  export interface RenameCharacter {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    character: string; // at most 40
    name: string; // at most 120
  }

  export interface Reorder {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    job: number; // 1 to 9.0072e+15
    before?: number | null; // 1 to 9.0072e+15
  }

  /** `old`: as it stands; `words`: whole ones; `case`: large and small letters count; `within`: texts whose path begins so. */
  export interface Replace {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    old: string; // at most 2000
    new?: string; // at most 2000
    words?: boolean;
    case?: boolean;
    within?: string; // at most 120
  }

  export interface Report {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    with_story?: boolean | null;
  }

  /** A request that stands alone. */
  export interface Request {
  }

  /** `trashed`: exactly this one of the trash; `stay`: the page does not turn to it. */
  export interface Restore {
    project: string; // at most 120
    trashed?: string; // at most 140
    stay?: boolean | null;
  }

  /** `mask`: a picture of the same shape, white where something may change. `words`: what is to be there. */
  export interface Retouch {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    key: string;
    words: string; // at most 2000
    mask: string;
    strength?: number; // 0.01 to 1
  }

  /** What is left out stays as it is; `comments`: the whole list of the shot. */
  export interface Review {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    status?: "open" | "approved" | "change" | null;
    assignee?: string | null; // at most 120
    comments?: CommentOn[] | null;
  }

  /** One shot, one of its domains, or everything `from_here` on. */
  export interface Rewrite {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    domain?: "character" | "background" | "relation" | "camera" | "lighting" | null;
    shot: string;
    instruction: string; // at most 1000
    from_here?: boolean | null;
  }

  /** The whole `value`, or one `field` of a camera that is set already and what it becomes (`to`; empty: as usual for the move, or as the words say). Without either, the camera is as its words say. */
  export interface SetCamera {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    value?: CameraSet | null;
    field?: "move" | "direction" | "amount" | "ease" | "height" | "lens" | null;
    to?: string; // at most 40
  }

  /** How closely clips follow the drawn shot in motion, and what of it, for the film or for one `shot`. What is left out stays as it is; `kind`: "" (of a shot) is all as the film says. */
  export interface SetGuide {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot?: string | null;
    kind?: "" | "none" | "depth" | "edges" | "pose" | "masks" | null;
    strength?: number | null; // 0 to 1
  }

  /** All pictures that a shot passes through, anew. */
  export interface SetMoments {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    moments: MomentSet[];
  }

  /** What a call of a model costs: for the call, and for each second of a clip. */
  export interface SetPrice {
    name: string; // at most 60
    model: string; // at most 200
    call?: number; // 0 to 10000
    second?: number; // 0 to 10000
  }

  /** What a person set right in it (vgot.script.formats.corrections). */
  export interface SetRight {
    title?: string; // at most 2000
    people?: Record<string, string>;
    places?: Record<string, string>;
    shots?: Record<string, string>;
    stands?: Record<string, string>;
    speakers?: Record<string, string>;
    lines?: Record<string, string>;
    left?: string[];
  }

  /** What is to be set of a service; what is not named stays as it is. `agreed_to`: the address that the person has read. */
  export interface SetService {
    name: string; // at most 60
    address?: string | null; // at most 1000
    key?: string | null; // at most 500
    agreed_to?: string | null; // at most 1000
  }

  export interface ShotList {
    token?: string;
    text: string; // at most 400000
  }

  /** With `kind`, it goes to another track. */
  export interface Sound {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    at_s?: number | null; // -60 to 21600
    in_s?: number | null; // 0 to 21600
    out_s?: number | null; // 0 to 21600
    gain_db?: number | null; // -60 to 12
    fade_in_s?: number | null; // 0 to 60
    fade_out_s?: number | null; // 0 to 60
    shot?: string | null;
    loop?: boolean | null;
    item: string; // at most 40
    kind?: "music" | "effects" | "voice" | null;
  }

  export interface SoundAdd {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    at_s?: number | null; // -60 to 21600
    in_s?: number | null; // 0 to 21600
    out_s?: number | null; // 0 to 21600
    gain_db?: number | null; // -60 to 12
    fade_in_s?: number | null; // 0 to 60
    fade_out_s?: number | null; // 0 to 60
    shot?: string | null;
    loop?: boolean | null;
    kind: "music" | "effects" | "voice";
    name: string; // at most 255
    data: string;
  }

  export interface SoundRemove {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    item: string; // at most 40
  }

  export interface SoundSetting {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    field: "voices" | "duck_db" | "loudness_lufs";
    value: string | number;
  }

  /** The film's ceiling; none: no ceiling. */
  export interface SpendLimit {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    amount?: number | null; // 0 to 1e+06
  }

  export interface TrackOf {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    muted?: boolean | null;
    gain_db?: number | null; // -60 to 12
    kind: "music" | "effects" | "voice";
  }

  /** Without `shot`: those at the outline and the cast. */
  export interface Tries {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot?: string | null;
  }

  /** What the cut leaves out of a shot's beginning (`in`) or end (`out`), in seconds. */
  export interface Trim {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    end: "in" | "out";
    shot: string;
    value: number; // 0 to 12
    seen?: number | null;
  }

  /** A file that stands for an item: cut to a `face` of it, counted from 0 by size, or to a `box` (left, top, right, bottom in shares); `from_s`: where a film begins to be used. */
  export interface Upload {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    key: string;
    data: string;
    face?: number | null; // 0 to 99
    box?: number[] | null;
    from_s?: number; // 0 to 36000
  }

  /** A preset `name`, like another, with the file in a slot (`keyframe/transformer`). */
  export interface UseFile {
    file: string; // at most 1000
    slot: string; // at most 60
    like: string; // at most 60
    name: string; // at most 60
  }

  /** How somebody sounds; without `character`, the narrator. */
  export interface Voice {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    character?: string; // at most 40
    variant?: string | null; // at most 30
    speed_wpm?: number | null; // 80 to 400
    pitch?: number | null; // 0 to 99
    speaker?: number | null; // 0 to 999
  }

  /** `shot`: what "this shot" means. */
  export interface Wish {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    text: string; // at most 20000
    shot?: string | null;
  }

  /** What the model of a shot's stills or clips is told, as a person wrote it; empty: composed of the shot's words again. */
  export interface WritePrompt {
    project: string; // at most 120
    have?: number | null;
    held?: string | null; // at most 20
    shot: string;
    kind: "keyframe" | "clip";
    text: string; // at most 2000
    seen?: number | null;
  }

  /** `look`: also which language model servers run on this machine. */
  export interface Writer {
    look?: boolean | null;
  }

}

/** The request of every verb. */
export interface Requests {
  accept_rewrite: Asks.AcceptRewrite;
  accept_wish: Asks.Accept;
  account: Asks.OfFilm;
  add_character: Asks.AddCharacter;
  add_place: Asks.AddPlace;
  add_stage: Asks.AddStage;
  angle: Asks.Angle;
  apply_cut: Asks.ApplyCut;
  approve: Asks.Approve;
  back_to_drawing: Asks.BackToDrawing;
  beats: Asks.Beats;
  begin_film: Asks.BeginFilm;
  begin_script: Asks.BeginScript;
  bind_workflow: Asks.BindWorkflow;
  boot: Asks.Boot;
  boundary: Asks.Boundary;
  build: Asks.Build;
  camera: Asks.OfShot;
  cancel: Asks.Cancel;
  captions: Asks.Captions;
  card: Asks.Card;
  carry: Asks.OfShot;
  check: Asks.OfShot;
  check_all: Asks.OfFilm;
  choose: Asks.Choose;
  choose_writer: Asks.ChooseWriter;
  cleanup: Asks.Cleanup;
  compare_versions: Asks.Compare;
  consent: Asks.Consent;
  coverage: Asks.Coverage;
  day_limit: Asks.DayLimit;
  delete: Asks.OfProject;
  differs: Asks.OfRevision;
  disk: Asks.OfFilm;
  drop_rewrite: Asks.OfFilm;
  duplicate: Asks.OfShot;
  duplicate_film: Asks.DuplicateFilm;
  edit: Asks.Edit;
  edit_part: Asks.EditPart;
  edit_shots: Asks.EditShots;
  empty_trash: Asks.Request;
  end_picture: Asks.EndPicture;
  example: Asks.Request;
  export: Asks.Export;
  export_cancel: Asks.OfExport;
  export_preview: Asks.Export;
  export_state: Asks.OfExport;
  fetch: Asks.OfPreset;
  fetch_status: Asks.OfPreset;
  fill_beats: Asks.OfShot;
  fit_lines: Asks.OfShot;
  fix: Asks.Fix;
  folders_in: Asks.Folder;
  forget_version: Asks.ForgetVersion;
  go_on_writing: Asks.OfFilm;
  heard: Asks.OfFilm;
  history: Asks.History;
  import: Asks.Import;
  insert: Asks.Insert;
  lay_lora: Asks.LayLora;
  lines: Asks.Lines;
  lock: Asks.Lock;
  lock_shots: Asks.LockShots;
  look: Asks.Look;
  look_at_continuity: Asks.OfFilm;
  look_at_upload: Asks.LookAtUpload;
  loras: Asks.OfFilm;
  make: Asks.Make;
  markers: Asks.Markers;
  merge: Asks.OfShot;
  method: Asks.OfShot;
  moment_picture: Asks.MomentPicture;
  most_alike: Asks.OfItem;
  move: Asks.Move;
  name_version: Asks.NameVersion;
  open: Asks.OfProject;
  order: Asks.Order;
  own_models: Asks.OwnModels;
  paint: Asks.Paint;
  pause: Asks.OfFilm;
  pin: Asks.Pin;
  pin_items: Asks.PinItems;
  placing: Asks.OfShot;
  preflights: Asks.Request;
  preset: Asks.Preset;
  preview_cleanup: Asks.OfFilm;
  projects: Asks.Projects;
  prompts: Asks.OneShot;
  propose_look: Asks.NewLook;
  propose_replace: Asks.Replace;
  read_comments: Asks.ReadComments;
  read_cut: Asks.ReadCut;
  read_material: Asks.ReadMaterial;
  read_script: Asks.ReadScript;
  read_sentence: Asks.ReadSentence;
  read_shots: Asks.ShotList;
  redo: Asks.OfFilm;
  regenerate: Asks.Regenerate;
  remove_part: Asks.RemovePart;
  remove_shot: Asks.OfShot;
  remove_shots: Asks.OfShots;
  rename: Asks.Rename;
  rename_character: Asks.RenameCharacter;
  reorder: Asks.Reorder;
  report: Asks.Report;
  restore: Asks.Restore;
  restore_revision: Asks.OfRevision;
  resume: Asks.OfFilm;
  retouch: Asks.Retouch;
  retry: Asks.OfJob;
  review: Asks.Review;
  rewrite: Asks.Rewrite;
  rewriting: Asks.OfFilm;
  room: Asks.Build;
  send_again: Asks.OfFilm;
  services: Asks.OfFilm;
  set_camera: Asks.SetCamera;
  set_guide: Asks.SetGuide;
  set_moments: Asks.SetMoments;
  set_price: Asks.SetPrice;
  set_service: Asks.SetService;
  shot_list: Asks.ShotList;
  show_method: Asks.OfShot;
  sound: Asks.Sound;
  sound_add: Asks.SoundAdd;
  sound_remove: Asks.SoundRemove;
  sound_setting: Asks.SoundSetting;
  spend_limit: Asks.SpendLimit;
  split: Asks.OfShot;
  stop_fetch: Asks.OfPreset;
  stop_method: Asks.OfFilm;
  stop_painting: Asks.OfFilm;
  stop_rewrite: Asks.OfFilm;
  stop_writing: Asks.OfFilm;
  take_painting: Asks.Paint;
  takes: Asks.OfItem;
  track: Asks.TrackOf;
  trash: Asks.Request;
  tries: Asks.Tries;
  trim: Asks.Trim;
  undo: Asks.OfFilm;
  unpin: Asks.OfItem;
  upload: Asks.Upload;
  use_file: Asks.UseFile;
  voice: Asks.Voice;
  wish: Asks.Wish;
  write_prompt: Asks.WritePrompt;
  writer: Asks.Writer;
}

/** The verbs about one film: the page adds the film and the revision that it shows. */
export type OfFilm = "accept_rewrite" | "accept_wish" | "account" | "add_character" | "add_place" | "add_stage" | "angle" | "apply_cut" | "approve" | "back_to_drawing" | "beats" | "boundary" | "build" | "camera" | "cancel" | "captions" | "card" | "carry" | "check" | "check_all" | "choose" | "cleanup" | "compare_versions" | "coverage" | "differs" | "disk" | "drop_rewrite" | "duplicate" | "edit" | "edit_part" | "edit_shots" | "end_picture" | "export" | "export_cancel" | "export_preview" | "export_state" | "fill_beats" | "fit_lines" | "fix" | "forget_version" | "go_on_writing" | "heard" | "history" | "insert" | "lay_lora" | "lines" | "lock" | "lock_shots" | "look" | "look_at_continuity" | "look_at_upload" | "loras" | "markers" | "merge" | "method" | "moment_picture" | "most_alike" | "move" | "name_version" | "order" | "paint" | "pause" | "pin" | "pin_items" | "placing" | "preset" | "preview_cleanup" | "prompts" | "propose_look" | "propose_replace" | "read_comments" | "read_cut" | "redo" | "regenerate" | "remove_part" | "remove_shot" | "remove_shots" | "rename_character" | "reorder" | "report" | "restore_revision" | "resume" | "retouch" | "retry" | "review" | "rewrite" | "rewriting" | "room" | "send_again" | "services" | "set_camera" | "set_guide" | "set_moments" | "show_method" | "sound" | "sound_add" | "sound_remove" | "sound_setting" | "spend_limit" | "split" | "stop_method" | "stop_painting" | "stop_rewrite" | "stop_writing" | "take_painting" | "takes" | "track" | "tries" | "trim" | "undo" | "unpin" | "upload" | "voice" | "wish" | "write_prompt";
