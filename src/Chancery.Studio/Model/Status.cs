using Chancery.Engine.Messages;
using Chancery.Policy.Plans;

namespace Chancery.Studio.Model;

/// <summary>How something stands, for colour, icon and word together.</summary>
public enum Tone { Good, Warn, Bad, Quiet }

/// <summary>Icon and tone of states and protections.</summary>
public static class Status
{
    public static (Tone Tone, string Icon) Of(GroupState state) => state switch
    {
        GroupState.Delivering => (Tone.Quiet, "clock"),
        GroupState.Held => (Tone.Warn, "pause"),
        GroupState.Quarantined => (Tone.Warn, "box"),
        GroupState.Rejected => (Tone.Bad, "cross"),
        GroupState.Delivered => (Tone.Good, "check"),
        GroupState.Failed => (Tone.Bad, "cross"),
        GroupState.Superseded => (Tone.Quiet, "turn"),
    };

    public static (Tone Tone, string Icon) Of(Method method) => method switch
    {
        Method.Smime or Method.Pgp or Method.Pdf or Method.Portal => (Tone.Good, "lock"),
        Method.TlsVerified or Method.Tls => (Tone.Good, "shield"),
        Method.Plain => (Tone.Quiet, "open"),
    };
}
