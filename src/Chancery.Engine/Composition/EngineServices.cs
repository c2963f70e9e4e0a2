using Chancery.Engine.Decide;
using Chancery.Engine.Deliver;
using Chancery.Engine.Deliver.Signing;
using Chancery.Engine.Journey;
using Chancery.Engine.Notices;
using Chancery.Engine.Passage;
using Chancery.Engine.People;
using Chancery.Engine.Protect;
using Chancery.Engine.Queue;
using Chancery.Engine.Receive;
using Chancery.Engine.Record;
using Chancery.Engine.Tenants;
using Chancery.Engine.Workers;
using Chancery.Protection.Keys;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Composition;

/// <summary>The engine put together, by hand, so that it can be read who needs whom.</summary>
public sealed class EngineServices
{
    public EngineServices(EnginePorts ports, InstallationHolder installation, WorkerCounts? counts = null)
    {
        var (store, blobs, ids, time) = (ports.Store, ports.Blobs, ports.Ids, ports.Time);
        var trace = new TraceHeader(ports.TraceKey);
        var keys = new KeyRing(ports.Keys, time);
        var passed = new PassedMarks(ports.TraceKey);
        var passages = new Passages(trace, passed, time);
        var journey = new JourneyStages(keys, new Protector(keys, blobs, trace, ids, time), blobs, time, passed: passed, passages: passages,
            directories: ports.Directories is { } reader ? new Directories(reader, time, ports.DirectorySnapshots) : null, outside: ports.Outside);
        var notices = new NoticeMaker(blobs, ids, time);
        var outcome = new Outcome(notices, new DecisionRecord(ports.Pseudonyms), time);
        var patient = new PatientJourney(store, journey, time);
        var corrupt = new CorruptMessages(store, installation, notices, time, ports.Logs.CreateLogger<CorruptMessages>());

        var hands = counts ?? WorkerCounts.Of(installation.Current.Settings.Limits);
        var (judging, delivering) = (new Crew(hands.Messages, time), new Crew(hands.Deliveries, time));
        var deliveries = new DeliveryWorker(
            store, new HandOver(blobs, ports.Transport, new NeighbourDelivery(() => Reception!, installation), new Seals(store, blobs, installation, ports.DkimKeys, time), installation), installation,
            new Attempts(installation, new Failures(store, installation, notices, time), new Reports(store, installation, notices, time), time),
            new Realisation(store, installation, keys, patient, outcome, time), delivering, time, ports.Logs.CreateLogger<DeliveryWorker>());
        var messages = new MessageWorker(
            store, installation, patient, outcome, corrupt, new NewCopies(store, delivering, deliveries), time, ports.Logs.CreateLogger<MessageWorker>());

        Keys = keys;
        Installation = installation;
        Reception = new Reception(installation, new NewMail(store, judging, messages), blobs, trace, new EarlyRefusal(blobs, passages),
            new BackPressure(store, installation, ports.FreeDisk, time, ports.Logs.CreateLogger<BackPressure>()), ids, time);
        Queue = new QueueOperations(store, installation, patient, outcome, notices, time);
        Workers = new WorkerPool(
            store, new StartCheck(store, blobs, corrupt, time, ports.Logs.CreateLogger<StartCheck>()), [(messages, judging), (deliveries, delivering)],
            [new ClockWatch(store, time, ports.Logs.CreateLogger<ClockWatch>()), new HoldExpiry(store, Queue, time), new Sweeper(store)],
            time, ports.Logs.CreateLogger<WorkerPool>());
    }

    /// <summary>Settings and policies in force; a reload replaces them.</summary>
    public InstallationHolder Installation { get; }

    /// <summary>Keys in use; a reload forgets the opened ones.</summary>
    public KeyRing Keys { get; }

    public IReception Reception { get; }

    public QueueOperations Queue { get; }

    public WorkerPool Workers { get; }
}
