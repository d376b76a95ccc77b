/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in.h"

#include "stand-in-api.h"
#include "stand-in-control.h"
#include "stand-in-media.h"
#include "stand-in-port.h"

/* Set by meson.build; the stand-in is never installed, so the source tree is at hand. */
#define ANSWERS STAND_IN_FIXTURES "/answers"
#define MEDIA STAND_IN_FIXTURES "/media"

/*
 * The ports, the API and the media host belong to the thread, from start to stop. Everybody else
 * asks the thread by call_in_thread (). The record may be used from anywhere.
 */
struct _StandIn
{
  GObject parent_instance;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  guint16 wanted_port;

  StandInRecord *record;
  StandInApi *api;
  StandInMedia *media;
  StandInPort *api_port;
  StandInPort *media_port;
  StandInPort *control_port;

  char *token;
  char *origin;
  char *api_url;
  char *media_url;
  char *control_url;
};

G_DEFINE_FINAL_TYPE (StandIn, stand_in, G_TYPE_OBJECT)

typedef void (*Job) (StandIn *self, gpointer data);

/* A job that another thread has for the server's. */
typedef struct
{
  StandIn *self;
  Job job;
  gpointer data;
  GMutex mutex;
  GCond cond;
  gboolean done;
} Call;

static gboolean
on_call (gpointer user_data)
{
  Call *call = user_data;
  g_autoptr(GMutexLocker) locker = NULL;

  call->job (call->self, call->data);

  locker = g_mutex_locker_new (&call->mutex);
  call->done = TRUE;
  g_cond_signal (&call->cond);

  return G_SOURCE_REMOVE;
}

static void
call_in_thread (StandIn  *self,
                Job       job,
                gpointer  data)
{
  Call call = { self, job, data };
  g_autoptr(GSource) source = NULL;

  /* Not started: nobody else is there. In the thread: it cannot wait for itself. */
  if (self->thread == NULL || g_thread_self () == self->thread)
    {
      job (self, data);
      return;
    }

  g_mutex_init (&call.mutex);
  g_cond_init (&call.cond);

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, on_call, &call, NULL);
  g_source_attach (source, self->context);

  g_mutex_lock (&call.mutex);
  while (!call.done)
    g_cond_wait (&call.cond, &call.mutex);
  g_mutex_unlock (&call.mutex);

  g_cond_clear (&call.cond);
  g_mutex_clear (&call.mutex);
}

static void
stand_in_finalize (GObject *object)
{
  StandIn *self = STAND_IN_SERVER (object);

  stand_in_stop (self);

  g_clear_pointer (&self->api, stand_in_api_free);
  g_clear_pointer (&self->media, stand_in_media_free);
  g_clear_pointer (&self->record, stand_in_record_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->token);
  g_free (self->origin);
  g_free (self->api_url);
  g_free (self->media_url);
  g_free (self->control_url);

  G_OBJECT_CLASS (stand_in_parent_class)->finalize (object);
}

static void
stand_in_class_init (StandInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stand_in_finalize;
}

static void
stand_in_init (StandIn *self)
{
  self->record = stand_in_record_new ();
  self->api = stand_in_api_new (ANSWERS);
  self->media = stand_in_media_new (MEDIA);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  stand_in_set_token (self, STAND_IN_TOKEN);
}

/**
 * stand_in_new:
 *
 * Makes a stand-in for the API and for the host its media lie on.
 *
 * Returns: (transfer full): one that is not started
 */
StandIn *
stand_in_new (void)
{
  return g_object_new (STAND_IN_TYPE_SERVER, NULL);
}

static void
open_ports (StandIn  *self,
            gpointer  data)
{
  GError **error = data;

  self->api_port = stand_in_port_new ("api", self->record, stand_in_api_handle, self->api);
  self->media_port = stand_in_port_new ("media", self->record, stand_in_media_handle, self->media);
  /* What steers the stand-in leaves no trace in its record, and works while the API is down. */
  self->control_port = stand_in_port_new ("control", NULL, stand_in_control_handle, self);

  if (!stand_in_port_open (self->api_port, self->wanted_port, error) ||
      !stand_in_port_open (self->media_port, 0, error) ||
      !stand_in_port_open (self->control_port, 0, error))
    return;

  self->origin = g_strdup_printf ("http://127.0.0.1:%u", stand_in_port_get_number (self->api_port));
  self->api_url = g_strconcat (self->origin, "/v1/minimax", NULL);
  self->media_url = g_strdup_printf ("http://127.0.0.1:%u",
                                     stand_in_port_get_number (self->media_port));
  self->control_url = g_strdup_printf ("http://127.0.0.1:%u/control",
                                       stand_in_port_get_number (self->control_port));
  stand_in_api_set_origins (self->api, self->origin, self->media_url);
}

static void
close_ports (StandIn  *self,
             gpointer  data)
{
  g_clear_pointer (&self->api_port, stand_in_port_free);
  g_clear_pointer (&self->media_port, stand_in_port_free);
  g_clear_pointer (&self->control_port, stand_in_port_free);
  g_main_loop_quit (self->loop);
}

static gpointer
run (gpointer data)
{
  StandIn *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  /* What the closed connections left to do. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

/**
 * stand_in_start:
 * @self: a stand-in
 * @port: the port of the API on 127.0.0.1, or 0 for any free one
 * @error: return location
 *
 * Listens, and answers in a thread of its own: what the caller's main loop does, or does not do,
 * makes no difference. To be called once.
 *
 * Returns: whether it listens
 */
gboolean
stand_in_start (StandIn  *self,
                guint16   port,
                GError  **error)
{
  g_autoptr(GError) problem = NULL;

  g_return_val_if_fail (self->thread == NULL, FALSE);

  self->wanted_port = port;
  self->thread = g_thread_new ("stand-in", run, self);
  call_in_thread (self, open_ports, &problem);

  if (problem != NULL)
    {
      stand_in_stop (self);
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  return TRUE;
}

/**
 * stand_in_stop:
 * @self: a stand-in
 *
 * Cuts every connection and ends the thread. Its record can still be read.
 */
void
stand_in_stop (StandIn *self)
{
  if (self->thread == NULL)
    return;

  call_in_thread (self, close_ports, NULL);
  g_clear_pointer (&self->thread, g_thread_join);
}

/* Scheme, host and port of the API. */
const char *
stand_in_get_origin (StandIn *self)
{
  return self->origin;
}

/* What the setting `api-url` has to be. */
const char *
stand_in_get_api_url (StandIn *self)
{
  return self->api_url;
}

/* Scheme, host and port of the media host. */
const char *
stand_in_get_media_url (StandIn *self)
{
  return self->media_url;
}

/* What the control paths of README.md begin with. */
const char *
stand_in_get_control_url (StandIn *self)
{
  return self->control_url;
}

/* The one token that it accepts. */
const char *
stand_in_get_token (StandIn *self)
{
  return self->token;
}

/**
 * stand_in_dup_file_path:
 * @name: a file of the media host, such as "cover.jpg"
 *
 * Returns: (transfer full): where it lies on disk, to be compared with
 */
char *
stand_in_dup_file_path (const char *name)
{
  return g_build_filename (MEDIA, name, NULL);
}

/**
 * stand_in_dup_record:
 * @self: a stand-in
 *
 * Returns: (transfer full) (element-type StandInRequest): the requests so far, oldest first
 */
GPtrArray *
stand_in_dup_record (StandIn *self)
{
  return stand_in_record_dup (self->record);
}

void
stand_in_clear_record (StandIn *self)
{
  stand_in_record_clear (self->record);
}

/**
 * stand_in_count_requests:
 * @self: a stand-in
 * @port: (nullable): "api", "media", or %NULL for both
 * @part: (nullable): text that the raw target holds
 *
 * Returns: how many requests fit
 */
guint
stand_in_count_requests (StandIn    *self,
                         const char *port,
                         const char *part)
{
  return stand_in_record_count (self->record, port, part);
}

/**
 * stand_in_wait_for_requests:
 * @self: a stand-in
 * @port: (nullable): "api", "media", or %NULL for both
 * @part: (nullable): text that the raw target holds
 * @count: how many are waited for
 *
 * Runs the calling thread's default main context until @count requests that fit have come; it
 * gives up after 20 seconds.
 *
 * Returns: whether they came
 */
gboolean
stand_in_wait_for_requests (StandIn    *self,
                            const char *port,
                            const char *part,
                            guint       count)
{
  return stand_in_record_wait (self->record, port, part, count);
}

/**
 * stand_in_set_record_file:
 * @self: a stand-in
 * @path: a file; it is appended to
 * @error: return location
 *
 * Writes each request from now on to @path as one line of JSON.
 *
 * Returns: whether the file could be opened
 */
gboolean
stand_in_set_record_file (StandIn     *self,
                          const char  *path,
                          GError     **error)
{
  return stand_in_record_set_file (self->record, path, error);
}

/* What a setter below brings to the server's thread. */
typedef struct
{
  enum
  {
    TOKEN,
    FAILURE,
    MEDIA_FAILURE,
    STEP_SECONDS,
    MEDIA_RATE,
    MEDIA_VERSION,
    ADVANCE,
    FORGET,
  } what;
  const char *text;
  guint number;
  guint64 large;
  double real;
} Setting;

static void
apply (StandIn  *self,
       gpointer  data)
{
  const Setting *setting = data;

  switch (setting->what)
    {
    case TOKEN:
      stand_in_api_set_token (self->api, setting->text);
      break;
    case FAILURE:
      stand_in_api_set_failure (self->api, setting->number, setting->text);
      break;
    case MEDIA_FAILURE:
      stand_in_media_set_failure (self->media, setting->number);
      break;
    case STEP_SECONDS:
      stand_in_api_set_step_seconds (self->api, setting->real);
      break;
    case MEDIA_RATE:
      stand_in_media_set_rate (self->media, setting->large);
      break;
    case MEDIA_VERSION:
      stand_in_media_set_version (self->media, setting->number);
      break;
    case ADVANCE:
      stand_in_api_advance (self->api, setting->text, setting->number);
      break;
    case FORGET:
      stand_in_api_forget (self->api);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * stand_in_set_token:
 * @self: a stand-in
 * @token: the one token that it accepts from now on
 */
void
stand_in_set_token (StandIn    *self,
                    const char *token)
{
  g_autofree char *copy = g_strdup (token);
  Setting setting = { TOKEN, .text = copy };

  call_in_thread (self, apply, &setting);
  g_free (self->token);
  self->token = g_steal_pointer (&copy);
}

/**
 * stand_in_set_failure:
 * @self: a stand-in
 * @status: what every call of the API is answered with from now on; 0 to answer as the IDs say
 * @retry_after: (nullable): with this `Retry-After`
 */
void
stand_in_set_failure (StandIn    *self,
                      guint       status,
                      const char *retry_after)
{
  Setting setting = { FAILURE, .number = status, .text = retry_after };

  call_in_thread (self, apply, &setting);
}

/**
 * stand_in_set_media_failure:
 * @self: a stand-in
 * @status: what every file is answered with from now on; 0 to send files
 */
void
stand_in_set_media_failure (StandIn *self,
                            guint    status)
{
  Setting setting = { MEDIA_FAILURE, .number = status };

  call_in_thread (self, apply, &setting);
}

/**
 * stand_in_set_step_seconds:
 * @self: a stand-in
 * @seconds: how long a step of a job takes; 0 for one step a question
 */
void
stand_in_set_step_seconds (StandIn *self,
                           double   seconds)
{
  Setting setting = { STEP_SECONDS, .real = seconds };

  call_in_thread (self, apply, &setting);
}

/**
 * stand_in_set_media_rate:
 * @self: a stand-in
 * @bytes_per_second: how fast files are sent from now on; 0 for as fast as it goes
 */
void
stand_in_set_media_rate (StandIn *self,
                         guint64  bytes_per_second)
{
  Setting setting = { MEDIA_RATE, .large = bytes_per_second };

  call_in_thread (self, apply, &setting);
}

/**
 * stand_in_set_media_version:
 * @self: a stand-in
 * @version: which version of the files there is from now on; 0 at first
 *
 * Changes every entity tag, and the bytes of `/generated/…`.
 */
void
stand_in_set_media_version (StandIn *self,
                            guint    version)
{
  Setting setting = { MEDIA_VERSION, .number = version };

  call_in_thread (self, apply, &setting);
}

/**
 * stand_in_advance:
 * @self: a stand-in
 * @id: an ID, whole
 * @steps: how many steps its job goes on
 *
 * Moves a job on without a question; with the option `held` nothing else does.
 */
void
stand_in_advance (StandIn    *self,
                  const char *id,
                  guint       steps)
{
  Setting setting = { ADVANCE, .text = id, .number = steps };

  call_in_thread (self, apply, &setting);
}

/**
 * stand_in_forget:
 * @self: a stand-in
 *
 * Starts every job anew, as if nobody had asked for anything yet.
 */
void
stand_in_forget (StandIn *self)
{
  Setting setting = { FORGET };

  call_in_thread (self, apply, &setting);
}

/* A port to be opened or closed, and whether that worked. */
typedef struct
{
  const char *name;
  gboolean down;
  gboolean done;
} Switch;

static void
set_down (StandIn  *self,
          gpointer  data)
{
  Switch *wanted = data;
  StandInPort *port = g_str_equal (wanted->name, "media") ? self->media_port : self->api_port;

  stand_in_port_close (port);
  wanted->done = wanted->down || stand_in_port_open (port, 0, NULL);
}

/**
 * stand_in_set_down:
 * @self: a stand-in that was started
 * @port: "api" or "media"
 * @down: whether nobody is to answer there
 *
 * Takes a port down, with every connection to it, or up again under the same number.
 *
 * Returns: whether it is as wanted; somebody may have taken the number meanwhile
 */
gboolean
stand_in_set_down (StandIn    *self,
                   const char *port,
                   gboolean    down)
{
  Switch wanted = { port, down };

  call_in_thread (self, set_down, &wanted);

  return wanted.done;
}
