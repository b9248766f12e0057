package main

import (
	"context"
	"errors"
	"log"
	"os"
	"path/filepath"
	"time"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

const (
	provisioner = "ratoon.dev/testbed"
	folders     = "/var/lib/testbed-volumes"
)

// volumes gives every claim of our storage class a folder of the node, as a `local` volume: other than the
// host paths that Kubernetes' own test provisioner makes, those heed fsGroup and ReadWriteOncePod.
func volumes(kubeconfig, node string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 15*time.Second)
	classes := factory.Storage().V1().StorageClasses()
	claims := factory.Core().V1().PersistentVolumeClaims()
	known := factory.Core().V1().PersistentVolumes()
	wake := make(chan struct{}, 1)
	changed := func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
	handler := cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { changed() },
		UpdateFunc: func(any, any) { changed() },
	}
	for _, informer := range []cache.SharedIndexInformer{classes.Informer(), claims.Informer(), known.Informer()} {
		if _, err := informer.AddEventHandler(handler); err != nil {
			return err
		}
	}
	ctx := context.Background()
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	for range wake {
		all, err := claims.Lister().List(labels.Everything())
		if err != nil {
			return err
		}
		for _, claim := range all {
			if claim.Spec.VolumeName != "" || claim.Spec.StorageClassName == nil || claim.DeletionTimestamp != nil {
				continue
			}
			class, err := classes.Lister().Get(*claim.Spec.StorageClassName)
			if err != nil || class.Provisioner != provisioner {
				continue
			}
			tell("give a volume to "+claim.Namespace+"/"+claim.Name, give(ctx, client, claim, node))
		}
		present, err := known.Lister().List(labels.Everything())
		if err != nil {
			return err
		}
		for _, volume := range present {
			if volume.Annotations["pv.kubernetes.io/provisioned-by"] == provisioner &&
				volume.Status.Phase == v1.VolumeReleased && volume.DeletionTimestamp == nil {
				tell("take back volume "+volume.Name, takeBack(ctx, client, volume))
			}
		}
	}
	return errors.New("the watch on claims ended")
}

func give(ctx context.Context, client kubernetes.Interface, claim *v1.PersistentVolumeClaim, node string) error {
	name := "pvc-" + string(claim.UID)
	path := filepath.Join(folders, name)
	if err := os.MkdirAll(path, 0o777); err != nil {
		return err
	}
	if err := os.Chmod(path, 0o777); err != nil { // whatever the umask says: pods are not root
		return err
	}
	_, err := client.CoreV1().PersistentVolumes().Create(ctx, &v1.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{
			Name:        name,
			Annotations: map[string]string{"pv.kubernetes.io/provisioned-by": provisioner},
		},
		Spec: v1.PersistentVolumeSpec{
			Capacity:                      v1.ResourceList{v1.ResourceStorage: claim.Spec.Resources.Requests[v1.ResourceStorage]},
			AccessModes:                   claim.Spec.AccessModes,
			PersistentVolumeReclaimPolicy: v1.PersistentVolumeReclaimDelete,
			StorageClassName:              *claim.Spec.StorageClassName,
			VolumeMode:                    claim.Spec.VolumeMode,
			ClaimRef: &v1.ObjectReference{
				Kind: "PersistentVolumeClaim", APIVersion: "v1",
				Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
			PersistentVolumeSource: v1.PersistentVolumeSource{Local: &v1.LocalVolumeSource{Path: path}},
			NodeAffinity: &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{
				NodeSelectorTerms: []v1.NodeSelectorTerm{{MatchExpressions: []v1.NodeSelectorRequirement{
					{Key: v1.LabelHostname, Operator: v1.NodeSelectorOpIn, Values: []string{node}},
				}}},
			}},
		},
	}, meta.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

func takeBack(ctx context.Context, client kubernetes.Interface, volume *v1.PersistentVolume) error {
	if err := os.RemoveAll(filepath.Join(folders, volume.Name)); err != nil {
		return err
	}
	err := client.CoreV1().PersistentVolumes().Delete(ctx, volume.Name, meta.DeleteOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

func tell(what string, err error) {
	if err != nil {
		log.Printf("could not %s, will try again: %v", what, err)
	} else {
		log.Print(what)
	}
}
